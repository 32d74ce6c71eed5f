using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Kinds.Outbound;
using Countersign.Server.Ports;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Webhooks;

/// <summary>A server whose webhooks go to a real receiver, by a clock that stands until a test moves it.</summary>
public abstract class WebhookFixture : IAsyncLifetime
{
    protected const string Path = "/hook";
    protected const string Secret = "a secret of tests";

    private InProcessServer _server = null!;

    protected WebhookReceiver Receiver { get; } = new();

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(
        new RecordedStepsKind(),
        new() { ["Http:AllowedHosts:0"] = Receiver.Authority, ["Http:AllowedHosts:1"] = "hooks.test", ["Http:AllowedHosts:2"] = RebindingAuthority },
        replace: services => services.AddSingleton<IHostAddresses>(new LoopbackAddresses()));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Receiver.DisposeAsync();
        await Hidden.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A receiver whose address is not listed.</summary>
    protected WebhookReceiver Hidden { get; } = new();

    /// <summary>A name that is listed and points to the hidden receiver.</summary>
    protected string RebindingAuthority => "rebinding.test:" + Hidden.Authority.Split(':')[1];

    private protected InProcessServer Server => _server;

    protected Task RunDueAsync() => _server.Webhooks.RunDueAsync(CancellationToken.None);

    protected Task PassAsync(TimeSpan time)
    {
        _server.Clock.Advance(time);
        return RunDueAsync();
    }

    private protected async Task<JsonElement> SaveAsync(string content = "{}", Person? person = null, string id = "mine", string path = Path)
    {
        var answer = await SendAsync(content, person, id, path);
        Assert.True(answer.Status == 201, answer.Text);
        Assert.Equal($"/api/webhooks/{id}", answer.Headers.Location.ToString());
        return answer.Body;
    }

    private protected Task<Answer> SendAsync(string content, Person? person = null, string id = "mine", string path = Path)
    {
        var body = JsonNode.Parse(content)!.AsObject();
        body["webhook_id"] = id;
        foreach (var (name, value) in new (string, JsonNode)[] { ("url", Receiver.Url(path)), ("events", new JsonArray("*")), ("secret", Secret) })
        {
            if (!body.ContainsKey(name))
            {
                body[name] = value;
            }
        }

        return _server.PostAsync(person ?? Person.Owner, "api/webhooks", body);
    }

    private protected async Task<JsonElement> GetAsync(string id = "mine") => (await _server.GetAsync(Person.Root, $"api/webhooks/{id}")).Body;

    private protected async Task<JsonElement[]> DeliveriesAsync(string query = "?limit=100") =>
        [.. (await _server.GetAsync(Person.Root, $"api/webhooks/mine/deliveries{query}")).Body.GetProperty("items").EnumerateArray()];

    private protected Task<Answer> PatchAsync(string body, string id = "mine") =>
        _server.PatchAsync(Person.Owner, $"api/webhooks/{id}", JsonNode.Parse(body)!);

    /// <summary>A job that needs no approval and has ended, with the identifiers of its events.</summary>
    private protected async Task<string[]> EndedJobAsync(Person? person = null, string? approver = null)
    {
        var body = new JsonObject
        {
            ["kind"] = RecordedStepsKind.Kind,
            ["input"] = new JsonObject { ["risk"] = "read" },
            ["approval"] = new JsonObject { ["mode"] = "none" },
        };
        if (approver is not null)
        {
            body["approval"]!["approvers"] = new JsonArray(approver);
        }

        var jobId = await _server.SubmitAsync(person ?? Person.Owner, body);
        await _server.UntilAsync(jobId, record => record.Job.Status.IsFinal());
        return [.. (await _server.Events.ReadAsync(jobId, 0, 1000, null, CancellationToken.None)).Select(entry => $"{entry.JobId}/{entry.Seq}")];
    }

    /// <summary>Every name points to this machine.</summary>
    private sealed class LoopbackAddresses : IHostAddresses
    {
        public Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]);
    }

    /// <summary>How far the webhook has come, as the store keeps it; null when there is none.</summary>
    private protected async Task<DefinitionRecord?> StateAsync() =>
        (await _server.Definitions.ListDueAsync(DefinitionSorts.WebhookState, 10, CancellationToken.None)).SingleOrDefault();
}
