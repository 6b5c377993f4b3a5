"""What is planned with an uploaded file: to publish it as it was previewed."""

from data.readers import ReadOptions
from i18n import text
from pages.shared.access import get_tracker, real_today
from pages.shared.publish_form import Plan
from pages.shared.recognised import describe_contents
from pages.shared.uploading import drop_file
from services.checking import Check
from services.previewing import Mode, preview_file


def plan_upload(check: Check, options: ReadOptions, mode: Mode) -> Plan:
    """Return the plan of publishing a checked file."""
    today = real_today()
    return Plan(
        page="upload",
        deed="publish",
        token=(check.sha256, check.file, options, mode, today),
        look=lambda: preview_file(get_tracker(), check, today, mode),
        clear=drop_file,
        drop=text("upload.drop"),
        done="publish.done_file",
        details={"file": check.file, "series": describe_contents(check)},
        origin=(check.file, check.sha256),
    )
