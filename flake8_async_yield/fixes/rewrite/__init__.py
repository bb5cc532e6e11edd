"""Fixes turned into changed source by libcst, in which all else stays as it was.

The only room, besides the codemods, that imports libcst: it costs more to import than a file
costs to lint, so nothing on flake8's way may come here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_async_yield.fixes.rewrite import (
    definitions,
    expressions,
    loops,
    removal,
    statements,
    withs,
)
from flake8_async_yield.fixes.rewrite.document import Change, Document, Refusal, Result
from flake8_async_yield.fixes.rewrite.import_lines import settle
from flake8_async_yield.violation import Fix

WRITERS: dict[str, Callable[[Document, Fix], Change]] = {
    "iterate-directly": loops.iterate_directly,
    "await-iterable": loops.await_iterable,
    "sync-for-await": loops.sync_for_await,
    "for-to-async-for": loops.for_to_async_for,
    "async-for-to-for": loops.async_for_to_for,
    "yield-from-to-loop": loops.yield_from_to_loop,
    "collect-async": loops.collect_async,
    "collect-call": loops.collect_call,
    "insert-await": expressions.insert_await,
    "remove-await": expressions.remove_await,
    "call": expressions.call,
    "star-argument": expressions.star_argument,
    "uncall-depends": expressions.uncall_depends,
    "with-to-async-with": withs.with_to_async_with,
    "async-with-to-with": withs.async_with_to_with,
    "use-aclosing": withs.use_aclosing,
    "make-async-def": definitions.make_async_def,
    "remove-async": definitions.remove_async,
    "make-context-manager": definitions.make_context_manager,
    "replace-annotation": definitions.replace_annotation,
    "replace-decorator": definitions.replace_name,
    "change-base": definitions.replace_name,
    "return-to-yield": statements.return_to_yield,
    "remove-statement": removal.remove_statement,
    "protect-yield": statements.protect_yield,
    "raise-in-handler": statements.raise_in_handler,
}
"""Each word of `fixes.edits`, and who writes it."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What became of a text in one round.

    `deferred` are fixes that overlap with an applied one and have to be found anew; `refused`
    pairs a fix with the reason why its edit left the code as it was.
    """

    text: str
    applied: tuple[Fix, ...]
    deferred: tuple[Fix, ...] = ()
    refused: tuple[tuple[Fix, str], ...] = ()


def apply(text: str, fixes: Sequence[Fix]) -> Rewritten:
    """`text` (decoded, its line ends as they are, without a BOM) with `fixes` done.

    Of fixes that overlap the first one is done. The same edit of the same node asked for twice
    counts as applied twice.
    """
    ordered = sorted(dict.fromkeys(fixes), key=lambda fix: (fix.span, fix.edit))
    try:
        document = Document(text, ordered)
    except Refusal as refusal:
        return Rewritten(text, (), refused=tuple((fix, str(refusal)) for fix in ordered))
    plan = _Plan(document)
    for fix in ordered:
        plan.take(fix)
    if not plan.applied:
        return Rewritten(text, (), tuple(plan.deferred), tuple(plan.refused))
    try:
        module = plan.carry_out()
    except (cst.CSTValidationError, TypeError, RecursionError) as error:
        # libcst rejects what would not be Python, and some that would: `[await f(x)for x in y]`.
        return _without_rejected(text, plan, str(error))
    changed = module.code + document.tail
    return Rewritten(changed, tuple(plan.applied), tuple(plan.deferred), tuple(plan.refused))


def _without_rejected(text: str, plan: _Plan, error: str) -> Rewritten:
    """What is left to do when libcst rejects the result: all but the fixes it rejects alone."""
    bad = list(plan.applied)
    if len(bad) > 1:
        bad = [fix for fix in bad if apply(text, [fix]).refused] or bad
    reason = f"libcst refuses the result ({error})"
    refused = (*plan.refused, *((fix, reason) for fix in bad))
    rest = [fix for fix in plan.applied if fix not in bad]
    done = apply(text, rest) if rest else Rewritten(text, ())
    return Rewritten(done.text, done.applied, (*plan.deferred, *done.deferred), refused)


class _Plan:
    """The changes of one round, which do not touch one another."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.change = Change()
        self.applied: list[Fix] = []
        self.deferred: list[Fix] = []
        self.refused: list[tuple[Fix, str]] = []
        self._owners: dict[cst.CSTNode, str] = {}
        self._above: set[cst.CSTNode] = set()

    def take(self, fix: Fix) -> None:
        """Add what `fix` does, unless its edit refuses or touches what is changed already."""
        try:
            change = WRITERS[fix.edit](self.document, fix)
        except Refusal as refusal:
            self.refused.append((fix, str(refusal)))
            return
        except cst.CSTValidationError as error:
            self.refused.append((fix, f"libcst refuses the result ({error})"))
            return
        if self._is_done(fix, change):
            self.applied.append(fix)
        elif self._overlaps(change):
            self.deferred.append(fix)
        else:
            self._add(fix, change)
            self.applied.append(fix)

    def _is_done(self, fix: Fix, change: Change) -> bool:
        nodes = [*change.replaced, *change.changed]
        return all(self._owners.get(node) == fix.edit for node in nodes)

    def _overlaps(self, change: Change) -> bool:
        """Whether a changed node is changed already, or lies in or round a whole one that is."""
        for node in (*change.replaced, *change.changed):
            if node in self._owners and not self._same(node, change):
                return True
            if _whole(node, change) and node in self._above and not self._same(node, change):
                return True
            for _, parent in self.document.around(node):
                if parent in self._owners and _whole(parent, self.change):
                    return True
        return False

    def _same(self, node: cst.CSTNode, change: Change) -> bool:
        """Whether both changes put the same code in place of `node`."""
        ours, theirs = self.change.replaced.get(node), change.replaced.get(node)
        if ours is None or theirs is None:
            return False
        return self.document.code(ours) == self.document.code(theirs)

    def _add(self, fix: Fix, change: Change) -> None:
        self.change = Change(
            {**self.change.replaced, **change.replaced},
            {**self.change.changed, **change.changed},
            (*self.change.needs, *change.needs),
            (*self.change.lost, *change.lost),
        )
        for node in (*change.replaced, *change.changed):
            self._owners[node] = fix.edit
            self._above.update(parent for _, parent in self.document.around(node))

    def carry_out(self) -> cst.Module:
        """The module with every change in it."""
        replacer = _Replacer(self.change, self._above | set(self._owners))
        module = self.document.module.visit(replacer)
        assert isinstance(module, cst.Module)
        return settle(module, self.change.needs, self.change.lost)


def _whole(node: cst.CSTNode, change: Change) -> bool:
    """Whether nothing inside `node` may change beside `change`: it counts its statements."""
    return node in change.replaced or isinstance(node, cst.IndentedBlock)


class _Replacer(cst.CSTTransformer):
    """One visit that goes only where something changes."""

    def __init__(self, change: Change, way: set[cst.CSTNode]) -> None:
        super().__init__()
        self._change = change
        self._way = way

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node in self._way

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> Result:  # type: ignore[override]
        change = self._change.changed.get(original_node)
        if change is not None:
            return change(updated_node)
        return self._change.replaced.get(original_node, updated_node)
