using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests.Webhooks;

/// <summary>The process is killed while an event is on its way; after a restart on the same folder the webhook goes on with that event.</summary>
public sealed class WebhookCrashTests : IAsyncDisposable
{
    private const string Path = "/hook";
    private const int ArrivedBefore = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly WebhookReceiver _receiver = new();

    [Fact]
    public async Task Kill_WhileAnEventIsOnItsWay_SendsThatOneAgain_AndLeavesNothingOut()
    {
        _receiver.Answer = async (_, stop) =>
        {
            if (_receiver.Requests(Path).Count > ArrivedBefore)
            {
                await new TaskCompletionSource().Task.WaitAsync(stop);
            }

            return new LoopbackAnswer(200);
        };
        string jobId;
        using (var first = await StartAsync())
        {
            using var api = new ApiClient(first.Address);
            await api.PostAsync("api/webhooks", new JsonObject { ["webhook_id"] = "mine", ["url"] = _receiver.Url(Path), ["events"] = new JsonArray("*") });
            jobId = await api.SubmitAsync(new JsonObject { ["kind"] = CountedStepsKind.Kind, ["input"] = new JsonObject { ["steps"] = 2 } });
            await api.WaitForEventAsync(jobId, "approval_required");
            await _receiver.UntilAsync(Path, ids => ids.Count > ArrivedBefore);
            await first.KillAsync();
        }

        _receiver.AnswerWith(200);
        using var second = await StartAsync();
        using var again = new ApiClient(second.Address);
        await again.ApproveAsync(jobId);
        await again.WaitForEventAsync(jobId, "completion");
        var expected = (await again.ReadEventsAsync(jobId)).Select(entry => $"{jobId}/{entry.GetProperty("seq").GetInt64()}").ToArray();
        await _receiver.UntilAsync(Path, ids => ids.Count > expected.Length);

        Assert.Equal([.. expected[..(ArrivedBefore + 1)], .. expected[ArrivedBefore..]], _receiver.Ids(Path));
        Assert.Equal(0, await second.StopAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<HostProcess> StartAsync() => HostProcess.StartAsync(
        System.IO.Path.Combine(_folder, "data"),
        System.IO.Path.Combine(_folder, "effects"),
        new Dictionary<string, string> { ["COUNTERSIGN_Http__AllowedHosts__0"] = _receiver.Authority });
}
