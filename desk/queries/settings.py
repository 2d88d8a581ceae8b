"""The settings that the store keeps, as people read and change them."""

from desk.models.plans import plans
from desk.models.policies import policies, whole_spec
from desk.models.settings import settings
from desk.models.store import Store
from desk.queries.clause import Clause, ask
from desk.rules.permissions import Actor, require
from desk.rules.plans import written
from desk.rules.settings import OF_STORE, House


class KeptSettings:
    """Reads of the store's settings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def house(self, actor: Actor) -> House:
        """All of them."""
        require(actor, "work.read", "read the settings")
        with self._store.reading() as session:
            values = settings(session)
            rows = ask(session, Clause("SELECT name, spec, holidays FROM calendar ORDER BY id"))
            table = policies(session)
            kept_plans = plans(session)
        named = {name.removeprefix("desk.") for name in OF_STORE}
        return House(
            {name: value for name, value in values.items() if name in named},
            {name: whole_spec(spec, holidays) for name, spec, holidays in rows},
            table,
            {plan.name: written(plan) for plan, _ in kept_plans},
        )
