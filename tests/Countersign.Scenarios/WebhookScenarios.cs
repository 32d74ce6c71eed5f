using System.Net;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>Webhooks from saving to what arrives.</summary>
public abstract class WebhookScenarios(IScenarioHost host) : ScenarioBase(host)
{
    private const string Secret = "a secret of scenarios";

    private WebhookReceiver Receiver
    {
        get
        {
            Assert.SkipWhen(Host.Receiver is null, $"{Host.Name} may reach no receiver of this process.");
            return Host.Receiver!;
        }
    }

    [Fact]
    public async Task Webhook_GetsEveryEventOfAJob_InOrder_AndSigned()
    {
        var (id, path) = await SaveAsync();
        var jobId = await NewJobOfAsync(id);
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
        var expected = (await Api.ReadEventsAsync(jobId)).Select(entry => $"{jobId}/{entry.GetProperty("seq").GetInt64()}").ToArray();

        await Receiver.UntilAsync(path, ids => ids.Count >= expected.Length);

        Assert.Equal(expected, Receiver.Ids(path).Distinct());
        Assert.All(Receiver.Requests(path), request => Assert.True(WebhookReceiver.IsSigned(request, Secret), request.Header("X-Countersign-Signature")));
        await RemoveAsync(id);
    }

    [Fact]
    public async Task Webhook_WhoseReceiverFails_IsTriedAgain_AndSendsAgainWhatIsAskedFor()
    {
        var (id, path) = await SaveAsync("approval_required");
        var failed = 0;
        Receiver.AnswerAt(path, _ => new LoopbackAnswer(Interlocked.Increment(ref failed) == 1 ? 503 : 200));
        var jobId = await NewJobOfAsync(id);
        await Receiver.UntilAsync(path, ids => ids.Count >= 2);
        Assert.Single(Receiver.Ids(path).Distinct());
        var delivery = await UntilDeliveredAsync(id, $"api/webhooks/{id}/deliveries?status=delivered");

        var redelivery = await Api.PostAsync($"api/webhooks/{id}/deliveries/{delivery}/redeliver");
        Assert.Equal((HttpStatusCode.Accepted, "pending"), (redelivery.Status, redelivery.Text("status")));
        await Receiver.UntilAsync(path, ids => ids.Count >= 3);

        Assert.Single(Receiver.Ids(path).Distinct());
        Assert.Equal(1, (await Api.GetAsync($"api/webhooks?q={id}")).Body.GetProperty("total").GetInt32());
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await RemoveAsync(id);
    }

    [Fact]
    public async Task Webhook_ThatWasRemoved_GetsNothingMore()
    {
        var (id, path) = await SaveAsync("approval_required", "cancelled");
        var jobId = await NewJobOfAsync(id);
        await Receiver.UntilAsync(path, ids => ids.Count == 1);
        await RemoveAsync(id);
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"api/webhooks/{id}")).Status);

        // Another that gets the same events tells when they would have come.
        var (other, otherPath) = await SaveAsync("cancelled");
        await Api.PatchAsync($"api/webhooks/{other}", new JsonObject { ["filter"] = new JsonObject { ["task_id"] = id } });
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await Receiver.UntilAsync(otherPath, ids => ids.Count == 1);

        Assert.Single(Receiver.Ids(path));
        await RemoveAsync(other);
    }

    [Fact]
    public async Task Webhook_ToAHostThatIsNotListed_IsRefused()
    {
        var answer = await Api.PostAsync("api/webhooks", new JsonObject { ["url"] = "http://169.254.169.254/latest", ["events"] = new JsonArray("*") });

        Assert.Equal((HttpStatusCode.BadRequest, "target_not_allowed"), (answer.Status, answer.Code));
    }

    private async Task<(string Id, string Path)> SaveAsync(params string[] events)
    {
        var id = NewId();
        var body = new JsonObject
        {
            ["webhook_id"] = id,
            ["url"] = Receiver.Url("/" + id),
            ["events"] = events.Length == 0 ? new JsonArray("*") : [.. events.Select(type => (JsonNode)type)],
            ["secret"] = Secret,
            ["filter"] = new JsonObject { ["task_id"] = id },
        };
        var answer = await Api.PostAsync("api/webhooks", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Body.ToString());
        return (id, "/" + id);
    }

    /// <summary>A held job that only the test's own webhooks hear of.</summary>
    private async Task<string> NewJobOfAsync(string taskId)
    {
        var body = await NewDiskJobAsync();
        body["task_id"] = taskId;
        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    /// <summary>The receiver has the event before the server has noted so.</summary>
    private async Task<string> UntilDeliveredAsync(string id, string path)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30);
        while (true)
        {
            var page = await Api.GetAsync(path);
            if (page.Body.GetProperty("total").GetInt32() > 0)
            {
                return page.Body.GetProperty("items")[0].GetProperty("delivery_id").GetString()!;
            }

            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"Nothing was delivered: {(await Api.GetAsync($"api/webhooks/{id}")).Body}");
            await Task.Yield();
        }
    }

    private async Task RemoveAsync(string id) => Assert.Equal(HttpStatusCode.NoContent, (await Api.DeleteAsync($"api/webhooks/{id}")).Status);
}
