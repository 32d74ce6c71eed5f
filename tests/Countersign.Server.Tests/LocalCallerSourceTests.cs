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
    [InlineData("127.0.0.1:7171", "http://127.0.0.1:7171", true)]
    [InlineData("[::1]:7171", "http://[::1]:7171", true)]
    [InlineData("localhost", "http://localhost", true)]
    [InlineData("127.0.0.1:7171", "http://localhost:3000", false)]
    [InlineData("127.0.0.1:7171", "http://127.0.0.1:3000", false)]
    [InlineData("127.0.0.1:7171", "https://listed.example", true)]
    [InlineData("127.0.0.1:7171", "https://listed.example.attacker.example", false)]
    [InlineData("attacker.example", null, false)]
    [InlineData("127.0.0.1.attacker.example", null, false)]
    [InlineData("10.0.0.1", null, false)]
    [InlineData("localhost", "https://attacker.example", false)]
    [InlineData("localhost", "null", false)]
    public async Task Identify_AnswersOnlyThisMachine(string host, string? origin, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        request.Headers.Origin = origin;

        var (caller, refusal) = await Source().IdentifyAsync(request, CancellationToken.None);

        Assert.Equal((allowed ? Caller.Local : null, allowed), (caller, refusal is null));
    }

    [Theory]
    [InlineData("GET", "cross-site", "no-cors", "image", false)]
    [InlineData("GET", "cross-site", "navigate", "iframe", false)]
    [InlineData("POST", "cross-site", "navigate", "document", false)]
    [InlineData("GET", "same-site", "cors", "empty", false)]
    [InlineData("GET", "cross-site", "navigate", "document", true)]
    [InlineData("GET", "same-origin", "cors", "empty", true)]
    [InlineData("GET", "none", "navigate", "document", true)]
    public async Task Identify_OfABrowserThatSendsNoOrigin_GoesByWhereThePageIs(string method, string site, string mode, string target, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Host = new HostString("127.0.0.1", 7171);
        request.Headers["Sec-Fetch-Site"] = site;
        request.Headers["Sec-Fetch-Mode"] = mode;
        request.Headers["Sec-Fetch-Dest"] = target;

        var (caller, refusal) = await Source().IdentifyAsync(request, CancellationToken.None);

        Assert.Equal((allowed ? Caller.Local : null, allowed), (caller, refusal is null));
    }

    private static LocalCallerSource Source() => new(new CrossOrigin(new CrossOriginOptions { AllowedOrigins = { "https://listed.example" } }));
}
