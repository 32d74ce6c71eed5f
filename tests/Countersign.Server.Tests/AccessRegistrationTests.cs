using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Countersign.Server.Tests;

/// <summary>Which callers a Functions host answers, by what the platform says of itself.</summary>
public sealed class AccessRegistrationTests
{
    private const string Forged = "eyJjbGFpbXMiOlt7InR5cCI6Im5hbWUiLCJ2YWwiOiJldmUifSx7InR5cCI6InJvbGVzIiwidmFsIjoiYWRtaW4ifV19";

    [Fact]
    public async Task LocalRun_AnswersThePersonAtTheMachine()
    {
        var answer = await AskAsync(new() { ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development" }, "localhost:7071");

        Assert.Equal((200, "local"), answer);
    }

    [Fact]
    public async Task LocalRun_BelievesNoPrincipalHeader()
    {
        var answer = await AskAsync(new() { ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development" }, "localhost:7071", Forged);

        Assert.Equal((200, "local"), answer);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("jobs.example.org")]
    public async Task Platform_WithoutAuthentication_AnswersNobody(string host)
    {
        Assert.Equal(401, (await AskAsync([], host)).Status);
        Assert.Equal(401, (await AskAsync([], host, Forged)).Status);
        Assert.Equal(401, (await AskAsync(new() { ["WEBSITE_AUTH_ENABLED"] = "False" }, host, Forged)).Status);
    }

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_POD_NAME")]
    [InlineData("CONTAINER_NAME")]
    [InlineData("KUBERNETES_SERVICE_HOST")]
    public async Task Platform_ThatIsSetToDevelopment_IsNoLocalRun(string setInTheCloud)
    {
        var answer = await AskAsync(new() { ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development", [setInTheCloud] = "x" }, "localhost");

        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task Platform_WithAuthentication_AnswersWhomItRecognised()
    {
        var on = new Dictionary<string, string?> { ["WEBSITE_AUTH_ENABLED"] = "True", ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development" };

        Assert.Equal((200, "eve"), await AskAsync(on, "jobs.example.org", Forged));
        Assert.Equal(401, (await AskAsync(on, "localhost")).Status);
    }

    [Fact]
    public async Task Negotiate_WithoutAHub_SaysSo()
    {
        await using var services = Services(new() { ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development" });
        var invoker = services.GetRequiredService<ApiInvoker>();

        Assert.Equal(503, await ExecuteAsync(services, invoker.InvokeAsync(EventEndpoints.Negotiate, Request(services, "localhost"))));
    }

    [Fact]
    public async Task Invoke_OfAnAnonymousEndpoint_NeedsNoCaller()
    {
        await using var services = Services([]);
        var invoker = services.GetRequiredService<ApiInvoker>();

        Assert.Equal(200, await ExecuteAsync(services, invoker.InvokeAsync(ServiceEndpoints.Liveness, Request(services, "jobs.example.org"))));
        Assert.Equal(401, await ExecuteAsync(services, invoker.InvokeAsync(ServiceEndpoints.Capabilities, Request(services, "jobs.example.org"))));
    }

    [Fact]
    public void Endpoints_ThatAnyoneMayAsk_AreOnlyThese() =>
        Assert.Equal(
            ["api/auth/token", "api/docs", "api/docs/{asset}", "api/health", "api/health/live", "api/health/ready", "api/health/status", "api/keys", "api/openapi.json", "api/redoc", "api/v1/health"],
            ApiEndpoints.All.Where(endpoint => endpoint.Anonymous && !endpoint.AddressIsCredential).Select(endpoint => endpoint.Route).Order());

    [Fact]
    public void Endpoints_WhoseAddressIsTheCredential_AreTheLinks() =>
        Assert.Equal(
            ["GET api/jobs/{id}/approval-links/{token}", "POST api/jobs/{id}/approval-links/{token}"],
            ApiEndpoints.All.Where(endpoint => endpoint.AddressIsCredential).Select(endpoint => $"{endpoint.Method} {endpoint.Route}").Order());

    private static async Task<(int Status, string? User)> AskAsync(
        Dictionary<string, string?> environment, string host, string? principal = null)
    {
        string? user = null;
        var hub = new Mock<IHubNegotiator>();
        hub.Setup(door => door.NegotiateAsync(It.IsAny<Caller>(), It.IsAny<HttpRequest>(), It.IsAny<CancellationToken>()))
            .Callback((Caller caller, HttpRequest _, CancellationToken _) => user = caller.User)
            .ReturnsAsync(new HubConnection("http://hub", "token"));
        await using var services = Services(environment, hub.Object);
        var request = Request(services, host);
        request.Headers["X-MS-CLIENT-PRINCIPAL"] = principal;
        var status = await ExecuteAsync(
            services, services.GetRequiredService<ApiInvoker>().InvokeAsync(EventEndpoints.Negotiate, request));
        return (status, user);
    }

    private static ServiceProvider Services(Dictionary<string, string?> environment, IHubNegotiator? hub = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(environment).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddPlatformAccess(HostingPlatform.From(configuration))
            .AddCountersignServer();
        return (hub is null ? services : services.AddSingleton(hub)).BuildServiceProvider();
    }

    private static HttpRequest Request(ServiceProvider services, string host)
    {
        var request = new DefaultHttpContext { RequestServices = services }.Request;
        request.Host = new HostString(host);
        return request;
    }

    private static async Task<int> ExecuteAsync(ServiceProvider services, Task<IResult> answer)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        await (await answer).ExecuteAsync(context);
        return context.Response.StatusCode;
    }
}
