using System.Net;
using System.Text.Json.Nodes;
using Countersign.Scenarios;
using Countersign.Server.Access;
using Countersign.Server.Live;
using Countersign.Testing.Kinds;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Who gets into the hub of this host, and who is put out.</summary>
public sealed class HubTests : CountedStepsHostTest
{
    private Uri Hub => new(Host.Address, "hubs/jobs");

    [Fact]
    public async Task Stranger_FindsNoJobAndHearsOfNone()
    {
        var jobId = await SubmitAsync();
        await using var stranger = await HubClient.ConnectAsync(Hub, token: TokenOf("stranger", Roles.User));
        await using var owner = await HubClient.ConnectAsync(Hub);

        Assert.Contains("job_not_found", await stranger.InvokeAsync("subscribe_job", jobId), StringComparison.Ordinal);
        Assert.Contains("job_not_found", await stranger.InvokeAsync("get_job_logs", jobId), StringComparison.Ordinal);
        Assert.Null(await stranger.InvokeAsync("subscribe_all"));
        Assert.Null(await stranger.InvokeAsync("subscribe_task", "nightly"));
        Assert.Null(await owner.InvokeAsync("subscribe_task", "nightly"));
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await owner.WaitForEventAsync("cancelled");
        await stranger.InvokeAsync("ping");
        await stranger.WaitForAsync("pong");

        Assert.Empty(stranger.Events);
    }

    [Theory]
    [InlineData("api/negotiate?negotiateVersion=1")]
    [InlineData("hubs/jobs/negotiate?negotiateVersion=1")]
    public async Task PageOfAnotherSite_GetsNeitherATokenNorIn(string path)
    {
        var answer = await Api.PostAsync(path, null, ("Origin", "http://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("host_not_allowed", answer.Text("code"));
    }

    [Fact]
    public async Task PageOfAnotherSite_WithAToken_GetsIn()
    {
        var answer = await Api.PostAsync(
            $"hubs/jobs/negotiate?negotiateVersion=1&access_token={Uri.EscapeDataString(TokenOf("ann", Roles.User))}",
            null,
            ("Origin", "http://pages.example"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Negotiate_AnswersWhereTheHubIsAndATokenForTheCaller()
    {
        var answer = await Api.PostAsync("api/negotiate?negotiateVersion=1");

        Assert.Equal(Hub.ToString(), answer.Text("url"));
        var caller = Host.Services.GetRequiredService<HubTickets>().Read(answer.Text("accessToken"))!;
        Assert.Equal(("local", "admin"), (caller.User, Assert.Single(caller.Roles)));
    }

    [Fact]
    public async Task ClientWithTooManyCalls_IsClosedWithTheReason()
    {
        await using var client = await HubClient.ConnectAsync(Hub);
        for (var i = 0; i < 120; i++)
        {
            Assert.Null(await client.InvokeAsync("ping"));
        }

        await client.InvokeAsync("ping");

        Assert.Contains("120 calls a minute", await client.Closed.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
    }

    [Fact]
    public void SilentClients_AreClosedAfterFiveMinutes()
    {
        var hub = Host.Services.GetRequiredService<IOptions<HubOptions>>().Value;

        Assert.Equal(TimeSpan.FromMinutes(5), hub.ClientTimeoutInterval);
        Assert.Equal(TimeSpan.FromSeconds(15), hub.KeepAliveInterval);
    }

    [Fact]
    public async Task ClientThatIsGone_LeavesNoSubscription()
    {
        var subscriptions = Host.Services.GetRequiredService<LiveConnections>();
        await using (var client = await HubClient.ConnectAsync(Hub))
        {
            await client.InvokeAsync("subscribe_all");
            Assert.Equal(1, subscriptions.SubscriptionCount);
            await client.DropAsync();
        }

        Assert.True(
            SpinWait.SpinUntil(() => subscriptions.SubscriptionCount == 0, TimeSpan.FromSeconds(30)),
            $"There are still {subscriptions.SubscriptionCount} subscriptions.");
    }

    private string TokenOf(string user, params string[] roles) =>
        Host.Services.GetRequiredService<HubTickets>().Issue(new Caller(user, roles));

    private async Task<string> SubmitAsync()
    {
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["task_id"] = "nightly",
            ["input"] = new JsonObject { ["steps"] = 1 },
        });
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }
}
