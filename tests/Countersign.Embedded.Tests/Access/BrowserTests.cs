using System.Text.Json;
using Countersign.Embedded.Tests.Streams;
using Countersign.Server.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Access;

/// <summary>What a browser makes of a host with authentication, under the policies that the host sets.</summary>
public sealed class BrowserTests(ClosedHost host) : IClassFixture<ClosedHost>
{
    // Resolves with what was found once there is enough of it, and with what there is after half a minute.
    private const string Until = """
        new Promise((resolve) => {
          const started = Date.now();
          const look = () => {
            const found = FIND;
            if (found >= COUNT || Date.now() - started > 30000) { resolve(found); } else { setTimeout(look, 50); }
          };
          look();
        })
        """;

    [Theory]
    [InlineData("api/docs", """document.querySelectorAll(".opblock").length""")]
    [InlineData("docs", """document.querySelectorAll(".opblock").length""")]
    [InlineData("api/redoc", """document.querySelectorAll("div[id*='/operation/']").length""")]
    [InlineData("redoc", """document.querySelectorAll("div[id*='/operation/']").length""")]
    public async Task Page_ShowsEveryOperation(string page, string find)
    {
        await using var browser = await Browser.OpenAsync(new Uri(host.Address, page));

        var shown = await browser.RunAsync(Until
            .Replace("FIND", find, StringComparison.Ordinal).Replace("COUNT", $"{ApiEndpoints.All.Count}", StringComparison.Ordinal));

        Assert.Equal(ApiEndpoints.All.Count, shown.GetInt32());
    }

    [Fact]
    public async Task Stream_OpensWithATicket_AndNotWithout()
    {
        await using var browser = await Browser.OpenAsync(new Uri(host.Address, "api/docs"));

        var got = await browser.RunAsync("""
            (async () => {
              const headers = { "X-API-Key": "KEY" };
              const job = { kind: "disk.inspect", job_id: "browsers-job", input: { image: { upload_id: "none" } } };
              await fetch("/api/jobs", { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(job) });
              const { access_token } = await (await fetch("/api/auth/ticket", { method: "POST", headers })).json();
              const first = (query) => new Promise((resolve) => {
                const source = new EventSource("/api/jobs/browsers-job/events" + query);
                source.onmessage = (message) => { source.close(); resolve(JSON.parse(message.data).type); };
                source.onerror = () => { if (source.readyState === EventSource.CLOSED) resolve("refused"); };
              });
              return [await first("?access_token=" + access_token), await first("")];
            })()
            """.Replace("KEY", ClosedHost.KeyOf("user"), StringComparison.Ordinal));

        Assert.Equal("""["analysis_start","refused"]""", JsonSerializer.Serialize(got));
    }
}
