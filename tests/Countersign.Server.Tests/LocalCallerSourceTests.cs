using Countersign.Server.Access;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class LocalCallerSourceTests
{
    [Theory]
    [InlineData("localhost:7171", null, true)]
    [InlineData("127.0.0.1:7171", null, true)]
    [InlineData("[::1]:7171", null, true)]
    [InlineData("127.0.0.1:7171", "http://localhost:3000", true)]
    [InlineData("attacker.example", null, false)]
    [InlineData("127.0.0.1.attacker.example", null, false)]
    [InlineData("10.0.0.1", null, false)]
    [InlineData("localhost", "https://attacker.example", false)]
    [InlineData("localhost", "null", false)]
    public void Identify_AnswersOnlyThisMachine(string host, string? origin, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        request.Headers.Origin = origin;

        var (caller, refusal) = new LocalCallerSource().Identify(request);

        Assert.Equal((allowed ? Caller.Local : null, allowed), (caller, refusal is null));
    }
}
