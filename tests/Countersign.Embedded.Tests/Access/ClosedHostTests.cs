using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Server.Http;
using Countersign.Server.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Countersign.Embedded.Tests.Access;

/// <summary>A host with authentication, over the network.</summary>
public sealed class ClosedHostTests(ClosedHost host) : IClassFixture<ClosedHost>
{
    [Fact]
    public async Task WithoutAKey_OnlyPublicEndpointsAnswer()
    {
        using var nobody = host.Client();
        foreach (var endpoint in ApiEndpoints.All)
        {
            var path = endpoint.Route.Replace("{id}", "a-job", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal)
                .Replace("{token}", "x", StringComparison.Ordinal).Replace("{task_id}", "a-task", StringComparison.Ordinal).Replace("{asset}", "swagger.js", StringComparison.Ordinal);
            using var answer = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Parse(endpoint.Method), path));

            var isRefused = answer.StatusCode == HttpStatusCode.Unauthorized;
            Assert.True(isRefused == !endpoint.Anonymous, $"{endpoint.Name} answers {answer.StatusCode}.");
            Assert.Equal(isRefused ? "Bearer realm=\"countersign\"" : "", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Theory]
    [InlineData("GET", "health", 200)]
    [InlineData("GET", "openapi.json", 200)]
    [InlineData("GET", "docs", 200)]
    [InlineData("GET", "redoc", 200)]
    [InlineData("GET", "admin/jobs", 401)]
    [InlineData("POST", "hubs/jobs/negotiate?negotiateVersion=1", 401)]
    [InlineData("GET", "hubs/jobs", 401)]
    public async Task WithoutAKey_RoutesOfThisHostAnswerTheSame(string method, string path, int status)
    {
        using var nobody = host.Client();
        using var answer = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Parse(method), path));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Alias_OfAdministrators_RefusesOthers()
    {
        using var user = host.Client("user");
        using var admin = host.Client("admin");

        Assert.Equal(HttpStatusCode.Forbidden, (await user.GetAsync("admin/jobs")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("admin/jobs")).StatusCode);
    }

    [Fact]
    public async Task Key_CanBeExchangedForAToken_ThatOutlivesARestart()
    {
        using var nobody = host.Client();
        using var exchanged = await nobody.PostAsJsonAsync("api/auth/token", new { api_key = ClosedHost.KeyOf("agent") });
        var answer = (await exchanged.Content.ReadFromJsonAsync<JsonElement>())!;
        Assert.Equal(("Bearer", 900), (answer.GetProperty("token_type").GetString(), answer.GetProperty("expires_in").GetInt32()));
        var token = new AuthenticationHeaderValue("Bearer", answer.GetProperty("access_token").GetString());

        using var agent = host.Client();
        agent.DefaultRequestHeaders.Authorization = token;
        Assert.Equal(HttpStatusCode.Accepted, (await SubmitAsync(agent, "agents-job")).StatusCode);
        var job = await agent.GetFromJsonAsync<JsonElement>("api/jobs/agents-job");
        Assert.Equal("agent", job.GetProperty("owner").GetString());

        await host.RestartAsync();
        using var again = host.Client();
        again.DefaultRequestHeaders.Authorization = token;
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("api/jobs/agents-job")).StatusCode);
    }

    [Theory]
    [InlineData("the-api-key-of-nobody-0123456789", 401, "unauthenticated")]
    [InlineData("", 400, "invalid_request")]
    public async Task Key_OfNobody_GetsNoToken(string key, int status, string code)
    {
        using var nobody = host.Client();
        using var answer = await nobody.PostAsJsonAsync("api/auth/token", new { api_key = key });

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Jobs_OfOthers_AreUnknown()
    {
        using var admin = host.Client("admin");
        using var user = host.Client("user");
        await SubmitAsync(admin, "admins-job");

        Assert.Equal(HttpStatusCode.NotFound, (await user.GetAsync("api/jobs/admins-job")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await user.PostAsync("api/jobs/admins-job/cancel", content: null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await user.GetAsync("api/instances/admins-job")).StatusCode);
    }

    [Fact]
    public async Task Ticket_OpensStreamsAndTheHub_AndNothingElse()
    {
        using var user = host.Client("user");
        using var nobody = host.Client();
        await SubmitAsync(user, "streamed-job");
        var made = await (await user.PostAsync("api/auth/ticket", content: null)).Content.ReadFromJsonAsync<JsonElement>();
        var ticket = made.GetProperty("access_token").GetString();

        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/jobs/streamed-job/events?access_token={ticket}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var stream = await nobody.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var hub = await nobody.PostAsync($"hubs/jobs/negotiate?negotiateVersion=1&access_token={ticket}", content: null);
        using var job = await nobody.GetAsync($"api/jobs/streamed-job?access_token={ticket}");
        using var others = await nobody.GetAsync($"api/jobs/no-such-job/events?access_token={ticket}");

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (stream.StatusCode, stream.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.OK, hub.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, job.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
    }

    [Fact]
    public async Task Sockets_AskWhoConnects()
    {
        using var user = host.Client("user");
        using var admin = host.Client("admin");
        await SubmitAsync(user, "sockets-job");
        await SubmitAsync(admin, "admins-sockets-job");
        var made = await (await user.PostAsync("api/auth/ticket", content: null)).Content.ReadFromJsonAsync<JsonElement>();
        var ticket = made.GetProperty("access_token").GetString();

        foreach (var endpoint in SocketEndpoints.All)
        {
            var own = endpoint.Route.Replace("{id}", "sockets-job", StringComparison.Ordinal);
            var others = endpoint.Route.Replace("{id}", "admins-sockets-job", StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync(own));
            Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync($"{own}?access_token={ClosedHost.KeyOf("user")}"));
            Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync($"{own}?access_token={ticket}"));
            Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(own, "user"));
            Assert.Equal(
                endpoint.Topic == SocketTopic.Job ? HttpStatusCode.NotFound : HttpStatusCode.SwitchingProtocols, await ConnectAsync($"{others}?access_token={ticket}"));
        }
    }

    [Theory]
    [InlineData("api/jobs/a-job/events")]
    [InlineData("api/events")]
    [InlineData("hubs/jobs")]
    public async Task Key_InAnAddress_IsNotTaken(string path)
    {
        using var nobody = host.Client();

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"{path}?access_token={ClosedHost.KeyOf("admin")}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"{path}?api_key={ClosedHost.KeyOf("admin")}")).StatusCode);
    }

    [Fact]
    public void Keys_AreKeptAsDigestsOnly()
    {
        var configuration = host.Services.GetRequiredService<IConfiguration>();
        var values = configuration.AsEnumerable().Where(setting => setting.Key.StartsWith("Auth:", StringComparison.Ordinal)).Select(setting => setting.Value).ToArray();

        Assert.Equal(4, values.Count(value => value?.StartsWith("sha256:", StringComparison.Ordinal) is true));
        Assert.DoesNotContain(values, value => value?.StartsWith("the-api-key", StringComparison.Ordinal) is true);
    }

    [Fact]
    public void KeyOfTokens_IsReadableByItsOwnerAlone()
    {
        var file = Path.Combine(host.KeyFolder, "tokens.key");

        Assert.True(File.Exists(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Addresses_AreNotLogged_EvenWhenTheHostSaysWhatItDoes()
    {
        var loggers = host.Services.GetRequiredService<ILoggerFactory>();

        Assert.All(
            ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Routing.EndpointMiddleware", "Microsoft.AspNetCore.SignalR", "Microsoft.AspNetCore.Http.Connections"],
            name => Assert.False(loggers.CreateLogger(name).IsEnabled(LogLevel.Information), name));
    }

    [Theory]
    [InlineData(ClosedHost.ListedOrigin, true)]
    [InlineData("https://elsewhere.example", false)]
    public async Task Preflight_IsAnsweredForListedOrigins(string origin, bool listed)
    {
        using var browser = host.Client();
        foreach (var path in new[] { "api/jobs", "api/jobs/a-job/plan", "hubs/jobs/negotiate", "hubs/jobs" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, path) { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } } };
            using var answer = await browser.SendAsync(request);

            Assert.True(listed == (answer.StatusCode == HttpStatusCode.NoContent), $"{path} answers {answer.StatusCode}.");
            Assert.Equal(listed ? [origin] : [], Values(answer, "Access-Control-Allow-Origin"));
            Assert.Equal(listed, Values(answer, "Access-Control-Allow-Headers").Any(headers => headers.Contains("X-API-Key", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(ClosedHost.ListedOrigin, true)]
    [InlineData("https://elsewhere.example", false)]
    public async Task Answers_AreReadableForListedOriginsOnly(string origin, bool listed)
    {
        using var user = host.Client("user");
        user.DefaultRequestHeaders.Add("Origin", origin);
        using var answer = await user.GetAsync("api/jobs");

        // Without a listed origin the request is answered all the same: the key vouches for it, and no browser shows the answer.
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(listed ? [origin] : [], Values(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("Origin", Values(answer, "Vary"));
    }

    private async Task<HttpStatusCode> ConnectAsync(string path, string? role = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (role is not null)
        {
            socket.Options.SetRequestHeader("X-API-Key", ClosedHost.KeyOf(role));
        }

        try
        {
            await socket.ConnectAsync(new Uri(new UriBuilder(host.Address) { Scheme = "ws" }.Uri, path), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, string jobId) => await client.PostAsJsonAsync("api/jobs", new JsonObject
    {
        ["kind"] = "disk.inspect",
        ["job_id"] = jobId,
        ["input"] = new JsonObject { ["image"] = new JsonObject { ["upload_id"] = "none" } },
    });

    private static IEnumerable<string> Values(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) ? values : [];
}
