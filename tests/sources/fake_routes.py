"""How each system answers over the fake API's one store of tickets: its paging, its words, its traps."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Kyiv")  # of the fake's Jira user


def page_of(tickets, query, shrunk):
    """One page by number; a shrunk one lacks its second half."""
    size, number = int(query["per_page"]), int(query["page"])
    page = tickets[size * (number - 1) : size * number]
    return page[: len(page) // 2 + 1] if shrunk else page


def zendesk_tickets(fake, query, shrunk):
    tickets = fake.sorted_tickets()
    if "cursor" in query:
        changed, number = query["cursor"].split("|")
        after = (changed, int(number))
    else:
        begin = datetime.fromtimestamp(int(query["start_time"]), UTC)
        after = (f"{begin:%Y-%m-%dT%H:%M:%SZ}", 0)
    rest = [ticket for ticket in tickets if (ticket["updated_at"], ticket["id"]) > after]
    page = rest[: max(1, int(query["per_page"]) // (2 if shrunk else 1))]
    last = (page[-1]["updated_at"], page[-1]["id"]) if page else after
    return {
        "tickets": page,
        "after_cursor": "|".join(map(str, last)),
        "end_of_stream": len(page) == len(rest),
    }


def zendesk_ratings(fake, query, shrunk):
    begin, size = int(query.get("page[after]", 0)), int(query["page[size]"])
    since = datetime.fromtimestamp(int(query["start_time"]), UTC)
    rated = [
        ticket for ticket in fake.tickets if ticket["updated_at"] >= f"{since:%Y-%m-%dT%H:%M:%SZ}"
    ]
    page = rated[begin : begin + size]
    return {
        "satisfaction_ratings": [{**ticket, "score": "good"} for ticket in page],
        "meta": {"has_more": begin + size < len(rated), "after_cursor": str(begin + size)},
    }


def freshdesk_tickets(fake, query, shrunk):
    listed = query.get("filter", "open")
    found = [
        t
        for t in fake.sorted_tickets()
        if t["updated_at"] >= query["updated_since"] and t.get("listed", "open") == listed
    ]
    return page_of(found, query, shrunk)


def freshdesk_ratings(fake, query, shrunk):
    found = [t for t in fake.tickets if t["created_at"] >= query["created_since"]]
    return page_of(found, query, shrunk=False)


def zammad_tickets(fake, query, shrunk):
    since = query["query"].partition("[")[2].partition(" TO")[0]
    indexed = sorted(
        ((fake.indexed.get(t["id"], t["updated_at"]), t["id"], t) for t in fake.tickets),
        key=lambda one: one[:2],
    )
    return page_of([t for at, _, t in indexed if at >= since], query, shrunk)


def zammad_articles(fake, query, shrunk):
    return [
        {"id": 1, "ticket_id": int(query["last_part"]), "body": "invented words", "internal": False}
    ]


def jira_myself(fake, query, shrunk):
    return {"timeZone": ZONE.key}


def jira_found(fake, jql):
    """What was changed since a minute of the user's clock, which may be shown twice a year."""
    written = jql.partition('updated >= "')[2].partition('"')[0]
    since = datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE, fold=1)
    found = [t for t in fake.sorted_tickets() if _moment(t["updated_at"]) >= since]
    return [_issue(ticket) for ticket in found]


def jira_cloud(fake, query, shrunk):
    found, begin, size = (
        jira_found(fake, query["jql"]),
        int(query.get("nextPageToken", 0)),
        query["maxResults"],
    )
    end = begin + (size // 2 if shrunk else size)
    rest = {"isLast": True} if end >= len(found) else {"nextPageToken": str(end)}
    return {"issues": found[begin:end], **rest}


def jira_data_centre(fake, query, shrunk):
    found, begin, size = (
        jira_found(fake, query["jql"]),
        int(query["startAt"]),
        int(query["maxResults"]),
    )
    return {"issues": found[begin : begin + (size // 2 if shrunk else size)], "total": len(found)}


def znuny_session(fake, query, shrunk):
    if query.get("UserLogin") != "agent" or not query.get("Password"):
        return {"Error": {"ErrorCode": "SessionCreate.AuthFail", "ErrorMessage": "no"}}
    return {"SessionID": "an-invented-session"}


def znuny_tickets(fake, query, shrunk):
    if query.get("SessionID") != "an-invented-session":
        return {"Error": {"ErrorCode": "TicketGet.AuthFail", "ErrorMessage": "no"}}
    wanted = query["last_part"]
    if wanted != "Ticket":
        return {"Ticket": [_znuny(t) for t in fake.tickets if str(t["id"]) in wanted.split(",")]}
    since = query["TicketLastChangeTimeNewerDate"]
    found = [t for t in fake.sorted_tickets() if _znuny(t)["Changed"] >= since][
        : int(query["Limit"])
    ]
    ids = [str(t["id"]) for t in (found[: len(found) // 2 + 1] if shrunk else found)]
    return {"TicketID": ids[0] if len(ids) == 1 else ids} if ids else {}


def genesys_login(fake, query, shrunk):
    return {"access_token": "an-invented-access", "expires_in": 86400}


def genesys_conversations(fake, query, shrunk):
    begin, end = (_moment(one).date() for one in query["interval"].split("/"))
    found = [t for t in fake.tickets if begin <= _moment(t["created_at"]).date() < end]
    found = found if begin < end else []
    size, number = query["paging"]["pageSize"], query["paging"]["pageNumber"]
    page = [_conversation(ticket) for ticket in found[size * (number - 1) : size * number]]
    return {"conversations": page, "totalHits": len(found)} if page else {"totalHits": len(found)}


def _moment(written):
    return datetime.fromisoformat(written)


def _issue(ticket):
    created, updated = (f"{ticket[key][:-1]}.000+0000" for key in ("created_at", "updated_at"))
    said = {"created": created, "updated": updated, "summary": ticket["subject"]}
    return {"id": str(ticket["id"]), "key": f"SUP-{ticket['id']}", "fields": {**ticket, **said}}


def _znuny(ticket):
    created, changed = (
        f"{_moment(ticket[key]):%Y-%m-%d %H:%M:%S}" for key in ("created_at", "updated_at")
    )
    said = {"Created": created, "Changed": changed, "Title": ticket["subject"]}
    return {"TicketID": str(ticket["id"]), "updated_at": ticket["updated_at"], **said}


def _conversation(ticket):
    ended = {"conversationEnd": ticket["updated_at"]} if ticket["status"] == "solved" else {}
    return {
        "conversationId": str(ticket["id"]),
        "conversationStart": ticket["created_at"],
        **ticket,
        **ended,
    }


ROUTES = {
    "/api/v2/incremental/tickets/cursor.json": zendesk_tickets,
    "/api/v2/satisfaction_ratings.json": zendesk_ratings,
    "/api/v2/tickets": freshdesk_tickets,
    "/api/v2/surveys/satisfaction_ratings": freshdesk_ratings,
    "/api/v1/tickets/search": zammad_tickets,
    "/api/v1/ticket_articles/by_ticket": zammad_articles,
    "/rest/api/3/myself": jira_myself,
    "/rest/api/2/myself": jira_myself,
    "/rest/api/3/search/jql": jira_cloud,
    "/rest/api/2/search": jira_data_centre,
    "/Session": znuny_session,
    "/Ticket": znuny_tickets,
    "/oauth/token": genesys_login,
    "/api/v2/analytics/conversations/details/query": genesys_conversations,
}
OPEN_DOORS = ("/Session", "/Ticket")  # a session is named in the question, and checked by the route


def find_route(path):
    return next(
        (ROUTES[route] for route in sorted(ROUTES, reverse=True) if path.startswith(route)), None
    )
