"""Plans each day once, after the app has opened or the day has turned.

Meanwhile the queue goes by the last plan.
"""

import asyncio
from typing import TYPE_CHECKING

from mlsd_graph.errors import MlsdError
from tui.screens.base import StudyScreen

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from tui.app import MlsdApp


async def plan_today(app: "MlsdApp", study: "Study") -> None:
    """Choose today's policy off the loop if none has been chosen, and say once that a plan ended.

    The app's end stops it: a thread that reckons must not hold that up.
    """
    if not study.settings.interview:
        return
    from mlsd_graph.study.planned import plan_anew  # noqa: PLC0415  not for the first frame

    loop = asyncio.get_running_loop()

    def going_on(_: float) -> bool:
        return app.is_running

    try:
        chosen = await loop.run_in_executor(None, lambda: plan_anew(study, going_on))
        ended = await loop.run_in_executor(None, study.plan_ended)
    except MlsdError:
        return  # the queue goes by the last plan, and the Plan mode says what is wrong
    if chosen and isinstance(app.screen, StudyScreen):
        app.screen.refresh_study()
    if ended:
        app.once_read(lambda: _tell_ended(app, study, ended))


def _tell_ended(app: "MlsdApp", study: "Study", ended: str) -> None:
    app.notify(ended, markup=False, timeout=15)
    app.writing(study.dismiss_plan, lambda _: None)
