using Countersign.Embedded.Tests.InProcess;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Webhooks;

/// <summary>Webhooks that are served in the background, as the embedded host does.</summary>
public sealed class WebhookServiceTests : WebhookFixture
{
    [Fact]
    public async Task Service_SendsAtOnce_AndSeesChangesAtOnce_AndStopsForOneThatWasRemoved()
    {
        await using var service = Service.Start(this);
        await SaveAsync();
        var first = await EndedJobAsync();
        await Receiver.UntilAsync(Path, ids => ids.Count >= first.Length);

        await PatchAsync("""{"enabled":false}""");
        await EndedJobAsync();
        var second = await PatchAsync("""{"enabled":true,"events":["completion"]}""");
        Assert.Equal(200, second.Status);
        await Receiver.UntilAsync(Path, ids => ids.Count > first.Length);

        Assert.Equal(204, (await Server.SendAsync("DELETE", Person.Owner, "api/webhooks/mine", null)).Status);
        await SaveAsync(id: "other", path: "/other");
        var third = await EndedJobAsync();
        await Receiver.UntilAsync("/other", ids => ids.Count >= third.Length);

        Assert.Equal(third, Receiver.Ids("/other"));
        Assert.Equal([.. first, Receiver.Ids(Path)[^1]], Receiver.Ids(Path));
        Assert.Empty(service.Failures);
    }

    [Fact]
    public async Task Service_WhoseReceiverNeverAnswers_HoldsUpNoOtherAndNoJob()
    {
        Receiver.Answer = async (request, stop) =>
        {
            if (request.Target == "/stuck")
            {
                await new TaskCompletionSource().Task.WaitAsync(stop);
            }

            return new LoopbackAnswer(200);
        };
        await SaveAsync(id: "stuck", path: "/stuck");
        await SaveAsync();
        await using var service = Service.Start(this);

        var ids = await EndedJobAsync();
        await Receiver.UntilAsync(Path, came => came.Count >= ids.Length);

        Assert.Equal(ids, Receiver.Ids(Path));
        Assert.Single(Receiver.Requests("/stuck"));
    }

    [Fact]
    public async Task Service_TriesAgainByTheClock()
    {
        Receiver.AnswerWith(500);
        await SaveAsync("""{"events":["completion"]}""");
        await using var service = Service.Start(this);
        var ids = await EndedJobAsync();
        await Receiver.UntilAsync(Path, came => came.Count == 1);

        for (var patience = 0; Receiver.Ids(Path).Count < 2; patience++)
        {
            Assert.True(patience < 5000, $"It was not tried again: {await GetAsync()}");
            Server.Clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        Assert.Equal([ids[^1], ids[^1]], Receiver.Ids(Path).Take(2));
    }

    /// <summary>The background service of a host.</summary>
    private sealed class Service : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly List<Exception> _failures = [];
        private Task _running = Task.CompletedTask;

        public IReadOnlyList<Exception> Failures => _failures;

        public static Service Start(WebhookServiceTests test)
        {
            var service = new Service();
            service._running = test.Server.Webhooks.RunAsync((exception, _) => service._failures.Add(exception), service._stopping.Token);
            return service;
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _running;
            _stopping.Dispose();
        }
    }
}
