using Countersign.Contracts.Access;
using Countersign.Contracts.Errors;
using Countersign.Server.Access;

namespace Countersign.Server.Http;

/// <summary>Making oneself known.</summary>
public static class AccessEndpoints
{
    private const string Tag = "access";

    public static Endpoint Token { get; } = new()
    {
        Name = "CreateToken",
        Method = "POST",
        Route = "api/auth/token",
        Tag = Tag,
        Summary = "Exchange an API key for a token that expires within minutes.",
        Handler = typeof(CreateTokenHandler),
        Scope = EndpointScope.Public,
        RequestType = typeof(TokenRequest),
        Responses = [new(200, typeof(TokenResponse), "Send it as Authorization: Bearer.")],
        Problems =
        [
            new(400, ErrorCodes.InvalidRequest), new(401, ErrorCodes.Unauthenticated), new(413, ErrorCodes.BodyTooLarge),
            new(415, ErrorCodes.UnsupportedMediaType),
        ],
    };

    public static Endpoint Ticket { get; } = new()
    {
        Name = "CreateStreamTicket",
        Method = "POST",
        Route = "api/auth/ticket",
        Tag = Tag,
        Summary = "Make a ticket that opens event streams as ?access_token=, for EventSource and WebSocket clients, which cannot send headers.",
        Handler = typeof(CreateStreamTicketHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(StreamTicket), "Open the stream within that time; for another stream, or after a break, make another.")],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Token, Ticket];
}
