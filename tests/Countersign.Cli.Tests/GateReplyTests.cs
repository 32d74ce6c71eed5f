using Countersign.Cli.Run;
using Xunit;

namespace Countersign.Cli.Tests;

public sealed class GateReplyTests
{
    [Theory]
    [InlineData("y")]
    [InlineData(" YES ")]
    public void Yes_Approves(string line) => Assert.Equal(new GateReply(true), GateReply.Parse(line));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("y please")]
    [InlineData("y - b")]
    [InlineData("y -b c")]
    [InlineData("-b")]
    [InlineData("r")]
    [InlineData("really")]
    public void AnythingElse_IsNoApproval(string? line) => Assert.Equal(new GateReply(false), GateReply.Parse(line));

    [Fact]
    public void YesWithSteps_LeavesThemOut()
    {
        var reply = GateReply.Parse("y -delete-001  -b");

        Assert.Equal((true, null), (reply.Approved, reply.Wish));
        Assert.Equal(["delete-001", "b"], reply.Exclude);
    }

    [Fact]
    public void Wish_IsTakenAsItWasTyped() =>
        Assert.Equal(new GateReply(false, Wish: "keep  b.log"), GateReply.Parse("r keep  b.log "));
}
