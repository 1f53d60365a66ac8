# Generated from spec/ by `nox -s generate`. Do not edit.
"""A typed client of the Protime API.

Names are loaded when they are first used, so that importing the package costs nothing.
"""

# Type checkers know the name, and editors see no constant, so that they look at both
# branches; importing `typing` would take most of the time.
TYPE_CHECKING = bool(0)

if TYPE_CHECKING:
    from protime.async_client import AsyncProtime as AsyncProtime
    from protime.client import Protime as Protime
    from protime.models.absence_definitions import (
        AbsenceDefinition as AbsenceDefinition,
    )
    from protime.models.absence_definitions import (
        AbsenceDefinitionAllowedDuration as AbsenceDefinitionAllowedDuration,
    )
    from protime.models.absence_groups import AbsenceGroup as AbsenceGroup
    from protime.models.absence_groups import AbsenceGroupType as AbsenceGroupType
    from protime.models.absences import Absence as Absence
    from protime.models.absences import AbsenceApprovalLevel as AbsenceApprovalLevel
    from protime.models.absences import AbsenceDayPart as AbsenceDayPart
    from protime.models.absences import AbsenceStatus as AbsenceStatus
    from protime.models.access_clockings import AccessClocking as AccessClocking
    from protime.models.access_clockings import (
        AccessClockingStatus as AccessClockingStatus,
    )
    from protime.models.activity_definitions import (
        ActivityDefinition as ActivityDefinition,
    )
    from protime.models.activity_definitions import (
        NewActivityDefinition as NewActivityDefinition,
    )
    from protime.models.activity_durations import ActivityDuration as ActivityDuration
    from protime.models.activity_durations import (
        ActivityDurationStatus as ActivityDurationStatus,
    )
    from protime.models.activity_restrictions import (
        ActivityDefinitionRestrictions as ActivityDefinitionRestrictions,
    )
    from protime.models.activity_restrictions import (
        ActivityRestriction as ActivityRestriction,
    )
    from protime.models.activity_restrictions import (
        NewActivityRestriction as NewActivityRestriction,
    )
    from protime.models.activity_usages import (
        ActivityDefinitionUsages as ActivityDefinitionUsages,
    )
    from protime.models.activity_usages import ActivityUsage as ActivityUsage
    from protime.models.activity_usages import (
        ActivityUsageChange as ActivityUsageChange,
    )
    from protime.models.activity_usages import ActivityUsageKind as ActivityUsageKind
    from protime.models.activity_usages import NewActivityUsage as NewActivityUsage
    from protime.models.activity_usages import UsageReference as UsageReference
    from protime.models.assignments import Assignment as Assignment
    from protime.models.assignments import NewAssignment as NewAssignment
    from protime.models.break_definitions import BreakDefinition as BreakDefinition
    from protime.models.breaks import Break as Break
    from protime.models.calculated_totals import CalculatedTotal as CalculatedTotal
    from protime.models.clockings import Clocking as Clocking
    from protime.models.clockings import ClockingKind as ClockingKind
    from protime.models.clockings import ClockingStatus as ClockingStatus
    from protime.models.clockings import NewClocking as NewClocking
    from protime.models.contracts import Contract as Contract
    from protime.models.contracts import ContractKind as ContractKind
    from protime.models.counter_definitions import (
        CounterDefinition as CounterDefinition,
    )
    from protime.models.counter_definitions import (
        CounterDefinitionUnit as CounterDefinitionUnit,
    )
    from protime.models.counter_groups import CounterGroup as CounterGroup
    from protime.models.counters import Counter as Counter
    from protime.models.counters import CounterStatus as CounterStatus
    from protime.models.department_histories import (
        DepartmentHistory as DepartmentHistory,
    )
    from protime.models.departments import Department as Department
    from protime.models.employer_histories import EmployerHistory as EmployerHistory
    from protime.models.employers import Employer as Employer
    from protime.models.external_references import CustomReference as CustomReference
    from protime.models.identifiers import (
        AbsenceDefinitionIdentifier as AbsenceDefinitionIdentifier,
    )
    from protime.models.identifiers import (
        AbsenceGroupIdentifier as AbsenceGroupIdentifier,
    )
    from protime.models.identifiers import (
        ActivityDefinitionIdentifier as ActivityDefinitionIdentifier,
    )
    from protime.models.identifiers import (
        BreakDefinitionIdentifier as BreakDefinitionIdentifier,
    )
    from protime.models.identifiers import CircleIdentifier as CircleIdentifier
    from protime.models.identifiers import ContractIdentifier as ContractIdentifier
    from protime.models.identifiers import (
        CounterDefinitionIdentifier as CounterDefinitionIdentifier,
    )
    from protime.models.identifiers import (
        CounterGroupIdentifier as CounterGroupIdentifier,
    )
    from protime.models.identifiers import DepartmentIdentifier as DepartmentIdentifier
    from protime.models.identifiers import EmployerIdentifier as EmployerIdentifier
    from protime.models.identifiers import GroupIdentifier as GroupIdentifier
    from protime.models.identifiers import (
        JobCategoryIdentifier as JobCategoryIdentifier,
    )
    from protime.models.identifiers import JobIdentifier as JobIdentifier
    from protime.models.identifiers import PersonIdentifier as PersonIdentifier
    from protime.models.identifiers import SectorIdentifier as SectorIdentifier
    from protime.models.identifiers import (
        ShiftDefinitionIdentifier as ShiftDefinitionIdentifier,
    )
    from protime.models.identifiers import TerminalIdentifier as TerminalIdentifier
    from protime.models.identifiers import (
        WorkLocationIdentifier as WorkLocationIdentifier,
    )
    from protime.models.job_categories import JobCategory as JobCategory
    from protime.models.job_category_histories import (
        JobCategoryHistory as JobCategoryHistory,
    )
    from protime.models.job_histories import JobHistory as JobHistory
    from protime.models.jobs import Job as Job
    from protime.models.paid_presences import PaidPresence as PaidPresence
    from protime.models.people import (
        CurrencyDefinitionIdentifier as CurrencyDefinitionIdentifier,
    )
    from protime.models.people import MaritalStatus as MaritalStatus
    from protime.models.people import Person as Person
    from protime.models.people import Sex as Sex
    from protime.models.people import TerminalGroupIdentifier as TerminalGroupIdentifier
    from protime.models.sector_histories import SectorHistory as SectorHistory
    from protime.models.sectors import Sector as Sector
    from protime.models.shared import ActivityLevel as ActivityLevel
    from protime.models.shared import Geolocation as Geolocation
    from protime.models.shared import NewActivityLevel as NewActivityLevel
    from protime.models.shared import PeriodType as PeriodType
    from protime.models.shared import RequestIdentifier as RequestIdentifier
    from protime.models.shared import TranslatedText as TranslatedText
    from protime.models.shift_definitions import ShiftDefinition as ShiftDefinition
    from protime.models.webhooks import NewWebhook as NewWebhook
    from protime.models.webhooks import Webhook as Webhook
    from protime.models.webhooks import WebhookCollection as WebhookCollection
    from protime.models.webhooks import WebhookStatus as WebhookStatus
    from protime.models.work_interruptions import WorkInterruption as WorkInterruption
    from protime.models.work_location_histories import (
        WorkLocationHistory as WorkLocationHistory,
    )
    from protime.models.work_locations import WorkLocation as WorkLocation
    from protime.references import (
        AbsenceDefinitionReference as AbsenceDefinitionReference,
    )
    from protime.references import AbsenceGroupReference as AbsenceGroupReference
    from protime.references import (
        ActivityDefinitionReference as ActivityDefinitionReference,
    )
    from protime.references import (
        ActivityRestrictionReference as ActivityRestrictionReference,
    )
    from protime.references import BreakDefinitionReference as BreakDefinitionReference
    from protime.references import CircleReference as CircleReference
    from protime.references import ContractReference as ContractReference
    from protime.references import (
        CounterDefinitionReference as CounterDefinitionReference,
    )
    from protime.references import CounterGroupReference as CounterGroupReference
    from protime.references import DepartmentReference as DepartmentReference
    from protime.references import EmployerReference as EmployerReference
    from protime.references import GroupReference as GroupReference
    from protime.references import JobCategoryReference as JobCategoryReference
    from protime.references import JobReference as JobReference
    from protime.references import PersonReference as PersonReference
    from protime.references import SectorReference as SectorReference
    from protime.references import ShiftDefinitionReference as ShiftDefinitionReference
    from protime.references import TerminalReference as TerminalReference
    from protime.references import WorkLocationReference as WorkLocationReference
    from protime.scopes import Scope as Scope
    from protime_runtime.asking.days import DateRange as DateRange
    from protime_runtime.asking.filters import Circle as Circle
    from protime_runtime.asking.filters import NamedSet as NamedSet
    from protime_runtime.asking.filters import OrgGroup as OrgGroup
    from protime_runtime.bulk import BulkReport as BulkReport
    from protime_runtime.bulk import Refusal as Refusal
    from protime_runtime.errors import AuthenticationFailed as AuthenticationFailed
    from protime_runtime.errors import BadRequest as BadRequest
    from protime_runtime.errors import ClientClosed as ClientClosed
    from protime_runtime.errors import ConfigurationError as ConfigurationError
    from protime_runtime.errors import Conflict as Conflict
    from protime_runtime.errors import CreationUnconfirmed as CreationUnconfirmed
    from protime_runtime.errors import DecodingError as DecodingError
    from protime_runtime.errors import DeltaExpired as DeltaExpired
    from protime_runtime.errors import DeviationWarning as DeviationWarning
    from protime_runtime.errors import Forbidden as Forbidden
    from protime_runtime.errors import ForeignLink as ForeignLink
    from protime_runtime.errors import InvalidRequest as InvalidRequest
    from protime_runtime.errors import LinkNotReady as LinkNotReady
    from protime_runtime.errors import NotFound as NotFound
    from protime_runtime.errors import NotModified as NotModified
    from protime_runtime.errors import ProtimeError as ProtimeError
    from protime_runtime.errors import RawBodyNeeded as RawBodyNeeded
    from protime_runtime.errors import RepeatedLink as RepeatedLink
    from protime_runtime.errors import RequestFailed as RequestFailed
    from protime_runtime.errors import ResponseError as ResponseError
    from protime_runtime.errors import ScopeMissing as ScopeMissing
    from protime_runtime.errors import ServerError as ServerError
    from protime_runtime.errors import ServiceUnavailable as ServiceUnavailable
    from protime_runtime.errors import TooManyRequests as TooManyRequests
    from protime_runtime.errors import Unauthorized as Unauthorized
    from protime_runtime.errors import UriTooLong as UriTooLong
    from protime_runtime.errors import WebhookRefused as WebhookRefused
    from protime_runtime.errors import WrongItem as WrongItem
    from protime_runtime.everyday.differing import differs as differs
    from protime_runtime.everyday.people import Timeline as Timeline
    from protime_runtime.everyday.people import find_people as find_people
    from protime_runtime.everyday.shifts import Shift as Shift
    from protime_runtime.everyday.shifts import as_shifts as as_shifts
    from protime_runtime.everyday.shifts import present as present
    from protime_runtime.messages import Created as Created
    from protime_runtime.messages import CreatedWebhook as CreatedWebhook
    from protime_runtime.messages import Delete as Delete
    from protime_runtime.messages import Page as Page
    from protime_runtime.messages import Response as Response
    from protime_runtime.messages import Upsert as Upsert
    from protime_runtime.messages import Upserted as Upserted
    from protime_runtime.model import Model as Model
    from protime_runtime.model import show_personal as show_personal
    from protime_runtime.paging.cursor import Explanation as Explanation
    from protime_runtime.paging.delta import AsyncDeltaPager as AsyncDeltaPager
    from protime_runtime.paging.delta import DeltaPager as DeltaPager
    from protime_runtime.paging.pager import AsyncPager as AsyncPager
    from protime_runtime.paging.pager import Pager as Pager
    from protime_runtime.reading.deviations import Deviation as Deviation
    from protime_runtime.sending.hooks import Hooks as Hooks
    from protime_runtime.sending.hooks import RequestEvent as RequestEvent
    from protime_runtime.sending.hooks import ResponseEvent as ResponseEvent
    from protime_runtime.sending.retries import RetryPolicy as RetryPolicy
    from protime_runtime.sending.token_cache import FileTokenCache as FileTokenCache
    from protime_runtime.sending.token_cache import MemoryTokenCache as MemoryTokenCache
    from protime_runtime.sending.token_cache import Token as Token
    from protime_runtime.sending.token_cache import TokenCache as TokenCache
    from protime_runtime.types import ReferenceValue as ReferenceValue
    from protime_runtime.types import etag as etag
    from protime_runtime.types import moment as moment
    from protime_runtime.webhooks.verifier import WebhookVerifier as WebhookVerifier

_MODULES = {
    "Absence": "protime.models.absences",
    "AbsenceApprovalLevel": "protime.models.absences",
    "AbsenceDayPart": "protime.models.absences",
    "AbsenceDefinition": "protime.models.absence_definitions",
    "AbsenceDefinitionAllowedDuration": "protime.models.absence_definitions",
    "AbsenceDefinitionIdentifier": "protime.models.identifiers",
    "AbsenceDefinitionReference": "protime.references",
    "AbsenceGroup": "protime.models.absence_groups",
    "AbsenceGroupIdentifier": "protime.models.identifiers",
    "AbsenceGroupReference": "protime.references",
    "AbsenceGroupType": "protime.models.absence_groups",
    "AbsenceStatus": "protime.models.absences",
    "AccessClocking": "protime.models.access_clockings",
    "AccessClockingStatus": "protime.models.access_clockings",
    "ActivityDefinition": "protime.models.activity_definitions",
    "ActivityDefinitionIdentifier": "protime.models.identifiers",
    "ActivityDefinitionReference": "protime.references",
    "ActivityDefinitionRestrictions": "protime.models.activity_restrictions",
    "ActivityDefinitionUsages": "protime.models.activity_usages",
    "ActivityDuration": "protime.models.activity_durations",
    "ActivityDurationStatus": "protime.models.activity_durations",
    "ActivityLevel": "protime.models.shared",
    "ActivityRestriction": "protime.models.activity_restrictions",
    "ActivityRestrictionReference": "protime.references",
    "ActivityUsage": "protime.models.activity_usages",
    "ActivityUsageChange": "protime.models.activity_usages",
    "ActivityUsageKind": "protime.models.activity_usages",
    "Assignment": "protime.models.assignments",
    "AsyncDeltaPager": "protime_runtime.paging.delta",
    "AsyncPager": "protime_runtime.paging.pager",
    "AsyncProtime": "protime.async_client",
    "AuthenticationFailed": "protime_runtime.errors",
    "BadRequest": "protime_runtime.errors",
    "Break": "protime.models.breaks",
    "BreakDefinition": "protime.models.break_definitions",
    "BreakDefinitionIdentifier": "protime.models.identifiers",
    "BreakDefinitionReference": "protime.references",
    "BulkReport": "protime_runtime.bulk",
    "CalculatedTotal": "protime.models.calculated_totals",
    "Circle": "protime_runtime.asking.filters",
    "CircleIdentifier": "protime.models.identifiers",
    "CircleReference": "protime.references",
    "ClientClosed": "protime_runtime.errors",
    "Clocking": "protime.models.clockings",
    "ClockingKind": "protime.models.clockings",
    "ClockingStatus": "protime.models.clockings",
    "ConfigurationError": "protime_runtime.errors",
    "Conflict": "protime_runtime.errors",
    "Contract": "protime.models.contracts",
    "ContractIdentifier": "protime.models.identifiers",
    "ContractKind": "protime.models.contracts",
    "ContractReference": "protime.references",
    "Counter": "protime.models.counters",
    "CounterDefinition": "protime.models.counter_definitions",
    "CounterDefinitionIdentifier": "protime.models.identifiers",
    "CounterDefinitionReference": "protime.references",
    "CounterDefinitionUnit": "protime.models.counter_definitions",
    "CounterGroup": "protime.models.counter_groups",
    "CounterGroupIdentifier": "protime.models.identifiers",
    "CounterGroupReference": "protime.references",
    "CounterStatus": "protime.models.counters",
    "Created": "protime_runtime.messages",
    "CreatedWebhook": "protime_runtime.messages",
    "CreationUnconfirmed": "protime_runtime.errors",
    "CurrencyDefinitionIdentifier": "protime.models.people",
    "CustomReference": "protime.models.external_references",
    "DateRange": "protime_runtime.asking.days",
    "DecodingError": "protime_runtime.errors",
    "Delete": "protime_runtime.messages",
    "DeltaExpired": "protime_runtime.errors",
    "DeltaPager": "protime_runtime.paging.delta",
    "Department": "protime.models.departments",
    "DepartmentHistory": "protime.models.department_histories",
    "DepartmentIdentifier": "protime.models.identifiers",
    "DepartmentReference": "protime.references",
    "Deviation": "protime_runtime.reading.deviations",
    "DeviationWarning": "protime_runtime.errors",
    "Employer": "protime.models.employers",
    "EmployerHistory": "protime.models.employer_histories",
    "EmployerIdentifier": "protime.models.identifiers",
    "EmployerReference": "protime.references",
    "Explanation": "protime_runtime.paging.cursor",
    "FileTokenCache": "protime_runtime.sending.token_cache",
    "Forbidden": "protime_runtime.errors",
    "ForeignLink": "protime_runtime.errors",
    "Geolocation": "protime.models.shared",
    "GroupIdentifier": "protime.models.identifiers",
    "GroupReference": "protime.references",
    "Hooks": "protime_runtime.sending.hooks",
    "InvalidRequest": "protime_runtime.errors",
    "Job": "protime.models.jobs",
    "JobCategory": "protime.models.job_categories",
    "JobCategoryHistory": "protime.models.job_category_histories",
    "JobCategoryIdentifier": "protime.models.identifiers",
    "JobCategoryReference": "protime.references",
    "JobHistory": "protime.models.job_histories",
    "JobIdentifier": "protime.models.identifiers",
    "JobReference": "protime.references",
    "LinkNotReady": "protime_runtime.errors",
    "MaritalStatus": "protime.models.people",
    "MemoryTokenCache": "protime_runtime.sending.token_cache",
    "Model": "protime_runtime.model",
    "NamedSet": "protime_runtime.asking.filters",
    "NewActivityDefinition": "protime.models.activity_definitions",
    "NewActivityLevel": "protime.models.shared",
    "NewActivityRestriction": "protime.models.activity_restrictions",
    "NewActivityUsage": "protime.models.activity_usages",
    "NewAssignment": "protime.models.assignments",
    "NewClocking": "protime.models.clockings",
    "NewWebhook": "protime.models.webhooks",
    "NotFound": "protime_runtime.errors",
    "NotModified": "protime_runtime.errors",
    "OrgGroup": "protime_runtime.asking.filters",
    "Page": "protime_runtime.messages",
    "Pager": "protime_runtime.paging.pager",
    "PaidPresence": "protime.models.paid_presences",
    "PeriodType": "protime.models.shared",
    "Person": "protime.models.people",
    "PersonIdentifier": "protime.models.identifiers",
    "PersonReference": "protime.references",
    "Protime": "protime.client",
    "ProtimeError": "protime_runtime.errors",
    "RawBodyNeeded": "protime_runtime.errors",
    "ReferenceValue": "protime_runtime.types",
    "Refusal": "protime_runtime.bulk",
    "RepeatedLink": "protime_runtime.errors",
    "RequestEvent": "protime_runtime.sending.hooks",
    "RequestFailed": "protime_runtime.errors",
    "RequestIdentifier": "protime.models.shared",
    "Response": "protime_runtime.messages",
    "ResponseError": "protime_runtime.errors",
    "ResponseEvent": "protime_runtime.sending.hooks",
    "RetryPolicy": "protime_runtime.sending.retries",
    "Scope": "protime.scopes",
    "ScopeMissing": "protime_runtime.errors",
    "Sector": "protime.models.sectors",
    "SectorHistory": "protime.models.sector_histories",
    "SectorIdentifier": "protime.models.identifiers",
    "SectorReference": "protime.references",
    "ServerError": "protime_runtime.errors",
    "ServiceUnavailable": "protime_runtime.errors",
    "Sex": "protime.models.people",
    "Shift": "protime_runtime.everyday.shifts",
    "ShiftDefinition": "protime.models.shift_definitions",
    "ShiftDefinitionIdentifier": "protime.models.identifiers",
    "ShiftDefinitionReference": "protime.references",
    "TerminalGroupIdentifier": "protime.models.people",
    "TerminalIdentifier": "protime.models.identifiers",
    "TerminalReference": "protime.references",
    "Timeline": "protime_runtime.everyday.people",
    "Token": "protime_runtime.sending.token_cache",
    "TokenCache": "protime_runtime.sending.token_cache",
    "TooManyRequests": "protime_runtime.errors",
    "TranslatedText": "protime.models.shared",
    "Unauthorized": "protime_runtime.errors",
    "Upsert": "protime_runtime.messages",
    "Upserted": "protime_runtime.messages",
    "UriTooLong": "protime_runtime.errors",
    "UsageReference": "protime.models.activity_usages",
    "Webhook": "protime.models.webhooks",
    "WebhookCollection": "protime.models.webhooks",
    "WebhookRefused": "protime_runtime.errors",
    "WebhookStatus": "protime.models.webhooks",
    "WebhookVerifier": "protime_runtime.webhooks.verifier",
    "WorkInterruption": "protime.models.work_interruptions",
    "WorkLocation": "protime.models.work_locations",
    "WorkLocationHistory": "protime.models.work_location_histories",
    "WorkLocationIdentifier": "protime.models.identifiers",
    "WorkLocationReference": "protime.references",
    "WrongItem": "protime_runtime.errors",
    "as_shifts": "protime_runtime.everyday.shifts",
    "differs": "protime_runtime.everyday.differing",
    "etag": "protime_runtime.types",
    "find_people": "protime_runtime.everyday.people",
    "moment": "protime_runtime.types",
    "present": "protime_runtime.everyday.shifts",
    "show_personal": "protime_runtime.model",
}


# Unseen by type checkers, which would take any name for one that is offered.
if not TYPE_CHECKING:
    __all__ = list(_MODULES)

    def __getattr__(name: str) -> object:
        """Load the module that the name comes from."""
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # Half of what the package costs.

        return getattr(import_module(module), name)


def __dir__() -> list[str]:
    """Name what is offered, loaded or not."""
    return sorted(_MODULES)
