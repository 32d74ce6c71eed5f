using Countersign.Server.Access;
using Countersign.Server.Live;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Live;

/// <summary>Who a hub's token stands for.</summary>
public sealed class HubIdentityTests
{
    private readonly VirtualClock _clock = new();

    [Theory]
    [InlineData("ann")]
    [InlineData("ann@example.org")]
    [InlineData("eve, countersign_roles: admin")]
    [InlineData("ann müller 100%")]
    public void Claims_BringTheCallerBackAndHoldNothingElse(string user)
    {
        var caller = new Caller(user, [Roles.User, Roles.Approver]);

        var id = CallerClaims.UserIdOf(caller);
        var roles = CallerClaims.Of(caller).Single(claim => claim.Type == CallerClaims.Roles).Value;

        var read = CallerClaims.Read(id, roles)!;
        Assert.Equal(user, read.User);
        Assert.Equal(caller.Roles, read.Roles);
        Assert.DoesNotContain(id + roles.Replace(' ', '_'), character => character is ',' or ':' or ' ');
    }

    [Theory]
    [InlineData(null, "user")]
    [InlineData("", "user")]
    [InlineData("ann", null)]
    public void Claims_ThatAreNotOurs_StandForNobody(string? user, string? roles) => Assert.Null(CallerClaims.Read(user, roles));

    [Fact]
    public void Claims_WithAnUnknownRole_DoNotGiveIt() => Assert.Equal(["user"], CallerClaims.Read("ann", "user root")!.Roles);

    [Fact]
    public void Ticket_OpensTheHubForAnHour()
    {
        var tickets = new HubTickets(_clock);
        var ticket = tickets.Issue(new Caller("ann", [Roles.Agent]));

        var caller = tickets.Read(ticket)!;
        Assert.Equal(("ann", "agent"), (caller.User, Assert.Single(caller.Roles)));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(tickets.Read(ticket));
    }

    [Fact]
    public void Ticket_OfAnotherProcessOrAlteredOrNone_OpensNothing()
    {
        var tickets = new HubTickets(_clock);
        var ticket = tickets.Issue(new Caller("ann", [Roles.User]));

        Assert.Null(new HubTickets(_clock).Read(ticket));
        Assert.Null(tickets.Read(ticket[..^2]));
        Assert.Null(tickets.Read("nonsense"));
    }
}
