"""Names of settings that nobody has settled: known all the same, and not set."""

from collections.abc import Collection

from desk.rules.settings_shape import GROUPS, Group


def is_not_set(name: str, names: Collection[str]) -> bool:
    """Whether a name stands for something that may be settled; `names` are those that are."""
    table, _, rest = name.partition(".")
    return any(_may_be(group, rest, names) for group in GROUPS if group.table == table)


def _may_be(group: Group, rest: str, names: Collection[str]) -> bool:
    """Whether a name within a group is that of one of its values."""
    keys = [key.name for key in group.keys]
    if not group.named:
        return rest in keys
    ends = [f".{key}" for key in keys if rest.endswith(f".{key}")]
    objects = {f"{group.table}.{rest.removesuffix(end)}." for end in ends}
    return any(each.startswith(begin) for begin in objects for each in names)
