# Generated from spec/ by `nox -s generate`. Do not edit.
"""A typed client of the Golden API.

Names are loaded when they are first used, so that importing the package costs nothing.
"""

# Type checkers know the name, and editors see no constant, so that they look at both
# branches; importing `typing` would take most of the time.
TYPE_CHECKING = bool(0)

if TYPE_CHECKING:
    from golden.async_client import AsyncGolden as AsyncGolden
    from golden.client import Golden as Golden
    from golden.models.external_references import CustomReference as CustomReference
    from golden.models.identifiers import GroupIdentifier as GroupIdentifier
    from golden.models.identifiers import PersonIdentifier as PersonIdentifier
    from golden.models.identifiers import RoomIdentifier as RoomIdentifier
    from golden.models.room_usages import NewRoomUsage as NewRoomUsage
    from golden.models.room_usages import RoomUsage as RoomUsage
    from golden.models.room_usages import RoomUsageChange as RoomUsageChange
    from golden.models.room_usages import UsagesOfRoom as UsagesOfRoom
    from golden.models.rooms import NewRoom as NewRoom
    from golden.models.rooms import Room as Room
    from golden.models.shared import Guest as Guest
    from golden.models.shared import NewGuest as NewGuest
    from golden.models.shared import Origin as Origin
    from golden.models.shared import Text as Text
    from golden.models.visits import NewVisit as NewVisit
    from golden.models.visits import Party as Party
    from golden.models.visits import Visit as Visit
    from golden.models.visits import VisitKind as VisitKind
    from golden.references import GroupReference as GroupReference
    from golden.references import PersonReference as PersonReference
    from golden.references import RoomPartReference as RoomPartReference
    from golden.references import RoomReference as RoomReference
    from golden.scopes import Scope as Scope
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
    "AsyncDeltaPager": "protime_runtime.paging.delta",
    "AsyncGolden": "golden.async_client",
    "AsyncPager": "protime_runtime.paging.pager",
    "AuthenticationFailed": "protime_runtime.errors",
    "BadRequest": "protime_runtime.errors",
    "BulkReport": "protime_runtime.bulk",
    "Circle": "protime_runtime.asking.filters",
    "ClientClosed": "protime_runtime.errors",
    "ConfigurationError": "protime_runtime.errors",
    "Conflict": "protime_runtime.errors",
    "Created": "protime_runtime.messages",
    "CreatedWebhook": "protime_runtime.messages",
    "CreationUnconfirmed": "protime_runtime.errors",
    "CustomReference": "golden.models.external_references",
    "DateRange": "protime_runtime.asking.days",
    "DecodingError": "protime_runtime.errors",
    "Delete": "protime_runtime.messages",
    "DeltaExpired": "protime_runtime.errors",
    "DeltaPager": "protime_runtime.paging.delta",
    "Deviation": "protime_runtime.reading.deviations",
    "DeviationWarning": "protime_runtime.errors",
    "Explanation": "protime_runtime.paging.cursor",
    "FileTokenCache": "protime_runtime.sending.token_cache",
    "Forbidden": "protime_runtime.errors",
    "ForeignLink": "protime_runtime.errors",
    "Golden": "golden.client",
    "GroupIdentifier": "golden.models.identifiers",
    "GroupReference": "golden.references",
    "Guest": "golden.models.shared",
    "Hooks": "protime_runtime.sending.hooks",
    "InvalidRequest": "protime_runtime.errors",
    "LinkNotReady": "protime_runtime.errors",
    "MemoryTokenCache": "protime_runtime.sending.token_cache",
    "Model": "protime_runtime.model",
    "NamedSet": "protime_runtime.asking.filters",
    "NewGuest": "golden.models.shared",
    "NewRoom": "golden.models.rooms",
    "NewRoomUsage": "golden.models.room_usages",
    "NewVisit": "golden.models.visits",
    "NotFound": "protime_runtime.errors",
    "NotModified": "protime_runtime.errors",
    "OrgGroup": "protime_runtime.asking.filters",
    "Origin": "golden.models.shared",
    "Page": "protime_runtime.messages",
    "Pager": "protime_runtime.paging.pager",
    "Party": "golden.models.visits",
    "PersonIdentifier": "golden.models.identifiers",
    "PersonReference": "golden.references",
    "ProtimeError": "protime_runtime.errors",
    "RawBodyNeeded": "protime_runtime.errors",
    "ReferenceValue": "protime_runtime.types",
    "Refusal": "protime_runtime.bulk",
    "RepeatedLink": "protime_runtime.errors",
    "RequestEvent": "protime_runtime.sending.hooks",
    "RequestFailed": "protime_runtime.errors",
    "Response": "protime_runtime.messages",
    "ResponseError": "protime_runtime.errors",
    "ResponseEvent": "protime_runtime.sending.hooks",
    "RetryPolicy": "protime_runtime.sending.retries",
    "Room": "golden.models.rooms",
    "RoomIdentifier": "golden.models.identifiers",
    "RoomPartReference": "golden.references",
    "RoomReference": "golden.references",
    "RoomUsage": "golden.models.room_usages",
    "RoomUsageChange": "golden.models.room_usages",
    "Scope": "golden.scopes",
    "ScopeMissing": "protime_runtime.errors",
    "ServerError": "protime_runtime.errors",
    "ServiceUnavailable": "protime_runtime.errors",
    "Shift": "protime_runtime.everyday.shifts",
    "Text": "golden.models.shared",
    "Timeline": "protime_runtime.everyday.people",
    "Token": "protime_runtime.sending.token_cache",
    "TokenCache": "protime_runtime.sending.token_cache",
    "TooManyRequests": "protime_runtime.errors",
    "Unauthorized": "protime_runtime.errors",
    "Upsert": "protime_runtime.messages",
    "Upserted": "protime_runtime.messages",
    "UriTooLong": "protime_runtime.errors",
    "UsagesOfRoom": "golden.models.room_usages",
    "Visit": "golden.models.visits",
    "VisitKind": "golden.models.visits",
    "WebhookRefused": "protime_runtime.errors",
    "WebhookVerifier": "protime_runtime.webhooks.verifier",
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
