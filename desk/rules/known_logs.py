"""Maps of public event logs of problems that come with the desk."""

from collections.abc import Mapping

_QUEUED = "acknowledged|inProgress"
"""Waiting to be taken up: new it is acknowledged; once somebody worked on it, it is handed on."""

BPI2013: Mapping[str, object] = {
    "as": "problems",
    "key": "SR Number",
    # Every instant has its offset, also in summer; the zone is that of what has none.
    "zone": "Europe/Stockholm",
    "dates": ["iso"],
    "fields": {
        "at": "Change Date+Time",
        "state": ["Status", "Sub Status"],
        "owner": "Resource",
        "team": "Involved ST",
        "impact": "SR Latest Impact",
        "service": "Product",
        "place": "Country",
        "subject": ["Product", "Country"],
    },
    "values": {
        "state": {
            "Accepted In Progress": "inProgress",
            "Accepted Assigned": "inProgress",
            "Queued Awaiting Assignment": _QUEUED,
            "Accepted Wait - User": "pending customer",
            "Accepted Wait - Customer": "pending customer",
            "Accepted Wait - Vendor": "pending partner",
            "Accepted Wait - Implementation": "held plannedWork",
            "Accepted Wait": "held other",
            "Completed Resolved": "resolved",
            "Completed In Call": "resolved",
            "Completed Closed": "closed",
            "Completed Cancelled": "cancelled withdrawnByCustomer",
            # It says that no one was found for it, not how it stands.
            "Unmatched Unmatched": "",
        },
        "impact": {"High": "high", "Major": "high", "Medium": "medium", "Low": "low"},
    },
    "keep": ["SR Number", "SR Latest Impact"],
    # Both say again what Status and Sub Status, or Involved ST, say.
    "drop": ["Activity", "Activity Level", "Involved ST 2"],
}

SERVICENOW: Mapping[str, object] = {
    "as": "problems",
    "key": "number",
    # The file names no zone; its times are taken as they stand.
    "zone": "UTC",
    "dates": ["%d-%m-%Y %H:%M"],
    "empty": ["?"],
    "fields": {
        "at": "sys_updated_at",
        "created": "opened_at",
        "resolved": "resolved_at",
        "closed": "closed_at",
        "state": "incident_state",
        "owner": "assigned_to",
        "team": "assignment_group",
        "impact": "impact",
        "urgency": "urgency",
        "priority": "priority",
        "category": ["category", "subcategory"],
        "service": "cmdb_ci",
        "place": "location",
        "subject": ["category", "u_symptom"],
        "channel": "contact_type",
        "customer": "caller_id",
        "code": "closed_code",
    },
    "values": {
        "state": {
            "New": "acknowledged",
            "Active": "inProgress",
            "Awaiting User Info": "pending customer",
            "Awaiting Evidence": "pending customer",
            "Awaiting Vendor": "pending partner",
            "Awaiting Problem": "pending internal",
            "Resolved": "resolved",
            "Closed": "closed",
            # What the full file has where the state is missing.
            "-100": "",
        },
        "impact": {"1 - High": "high", "2 - Medium": "medium", "3 - Low": "low"},
        "urgency": {"1 - High": "high", "2 - Medium": "medium", "3 - Low": "low"},
        "priority": {
            "1 - Critical": "1",
            "2 - High": "2",
            "3 - Moderate": "3",
            "4 - Low": "4",
        },
        "channel": {
            "Phone": "phone",
            "Email": "email",
            "Self service": "web",
            "IVR": "phone",
            "Direct opening": "inPerson",
        },
    },
    "keep": ["number", "u_symptom", "resolved_at", "closed_at"],
}
