"""The report: figures of a store, charts that show them, and a page that needs nothing else."""

from output.report.figures import Report, report
from output.report.page import Address, fragment, html_page, style
from output.report.wording import Language

__all__ = ["Address", "Language", "Report", "fragment", "html_page", "report", "style"]
