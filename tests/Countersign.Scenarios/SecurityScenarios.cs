using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>What a host must not do for pages of others, forged headers and crooked paths.</summary>
public abstract class SecurityScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Theory]
    [InlineData("api/health", 200)]
    [InlineData("api/jobs", 200)]
    [InlineData("api/jobs/no-such-job", 404)]
    [InlineData("api/no-such-thing", 404)]
    public async Task EveryAnswer_SaysWhatABrowserMustNotDoWithIt(string path, int status)
    {
        var answer = await Api.GetAsync(path);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(
            ["nosniff", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'", "DENY", "no-referrer", "same-origin", "no-store"],
            new[] { "X-Content-Type-Options", "Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy", "Cache-Control" }
                .Select(header => answer.Headers.TryGetValues(header, out var values) ? string.Join(',', values) : ""));
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task PageOfAnotherSite_CannotApproveOrCancel(string header, string value)
    {
        var jobId = await NewHeldJobAsync();
        var decision = new JsonObject { ["approved"] = true };

        var approved = await Api.PostAsync($"api/jobs/{jobId}/approve", decision, (header, value));
        var cancelled = await Api.PostAsync($"api/jobs/{jobId}/cancel", body: null, (header, value));
        var read = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"api/jobs/{jobId}") { Headers = { { header, value } } });

        Assert.All([approved, cancelled, read], answer => Assert.Equal((HttpStatusCode.Forbidden, "host_not_allowed"), (answer.Status, answer.Code)));
        Assert.Equal("awaiting_approval", (await Api.GetAsync($"api/jobs/{jobId}")).Text("status"));
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("localhost.attacker.example")]
    public async Task NameOfAnotherSite_ThatPointsHere_IsRefused(string name)
    {
        var answer = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/jobs") { Headers = { Host = name } });

        Assert.Equal((HttpStatusCode.BadRequest, "host_not_allowed"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task OwnPage_MayDoWhatItsReaderMay()
    {
        var jobId = await NewHeldJobAsync();

        var answer = await Api.PostAsync($"api/jobs/{jobId}/cancel", body: null, ("Origin", Host.Address.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..\\secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a\r\nSet-Cookie: b=c")]
    [InlineData("a\0.img")]
    [InlineData("C:secret")]
    [InlineData("..")]
    public async Task Name_OfAnUpload_IsAPlainOne(string name)
    {
        var answer = await Api.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"api/uploads?name={Uri.EscapeDataString(name)}") { Content = new ByteArrayContent([1]) });

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("a\r\nSet-Cookie: b=c")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("stats")]
    public async Task Name_OfAJob_IsAPlainOne(string jobId)
    {
        var body = await NewDiskJobAsync();
        body["job_id"] = jobId;
        var answer = await Api.PostAsync("api/jobs", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty("job_id", out _));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("GET /api/jobs/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1", 404)]
    [InlineData("GET /api/jobs/..%00 HTTP/1.1", 404)]
    [InlineData("GET /api/docs/%2e%2e/%2e%2e/keys/tokens.key HTTP/1.1", 404)]
    public async Task CrookedPath_FindsNothing(string requestLine, int status)
    {
        var found = await SendRawAsync(requestLine);

        Assert.True(found == status || found == 400, $"'{requestLine}' is answered with {found}.");
    }

    /// <summary>Sends a request line as it stands: client libraries make paths straight.</summary>
    private async Task<int> SendRawAsync(string requestLine)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Host.Address.Host, Host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{requestLine}\r\nHost: {Host.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
