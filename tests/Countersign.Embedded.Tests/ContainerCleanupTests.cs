using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Kinds;
using Countersign.Testing.Blobs;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A container from the request to the result, on a server that has one: as hosts on a storage account do.</summary>
public sealed class ContainerCleanupTests : IAsyncLifetime
{
    private static readonly Person Ann = Person.Owner;

    private readonly MemoryContainers _container = new("exports");
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(
        new RecordedStepsKind(), replace: services => services.AddSingleton<IInputContainers>(_container));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Cleanup_OfAContainer_RemovesOnlyWhatWasApproved()
    {
        var old = _server.Clock.GetUtcNow().AddDays(-60);
        _container.Put("a.csv", 4, old);
        _container.Put("b.csv", 4, old);
        _container.Put("new.csv", 4, _server.Clock.GetUtcNow());
        var jobId = await _server.SubmitAsync(Ann, Job("exports"));
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        var plan = (await _server.GetAsync(Ann, $"api/jobs/{jobId}/plan")).Body;
        var hash = plan.GetProperty("hash").GetString();
        _container.Put("b.csv", 5, old);
        _container.Put("arrived.csv", 4, old);

        var approval = await _server.PostAsync(Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = hash });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);

        Assert.Equal(200, approval.Status);
        Assert.Contains("# In container \"exports\";", plan.GetProperty("steps")[0].GetProperty("preview").GetString(), StringComparison.Ordinal);
        Assert.Equal("destructive", plan.GetProperty("steps")[0].GetProperty("risk").GetString());
        Assert.Equal(["arrived.csv", "b.csv", "new.csv"], _container.Blobs);
        var result = (await _server.GetAsync(Ann, $"api/jobs/{jobId}/result")).Body;
        Assert.Equal(hash, result.GetProperty("executed_plan_hash").GetString());
        Assert.Equal("container", result.GetProperty("result").GetProperty("target_type").GetString());
        Assert.Equal(
            ["a.csv deleted", "b.csv changed"],
            result.GetProperty("result").GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("path")} {item.GetProperty("outcome")}"));
    }

    [Fact]
    public async Task Cleanup_WhileTheStorageFails_IsTriedAgain_AndCountsWhatWasRemovedBefore()
    {
        _container.Put("a.csv", 4, _server.Clock.GetUtcNow().AddDays(-60));
        var jobId = await _server.SubmitAsync(Ann, Job("exports"));
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        _container.LosesAnswers = true;
        _container.Outages = 1;

        await _server.PostAsync(Ann, $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
        await _server.UntilAsync(jobId, record =>
        {
            _server.Clock.Advance(TimeSpan.FromSeconds(1));
            return record.Job.Status == JobStatus.Completed;
        });

        var result = (await _server.GetAsync(Ann, $"api/jobs/{jobId}/result")).Body.GetProperty("result");
        Assert.Equal((1, 0), (result.GetProperty("deleted").GetInt32(), result.GetProperty("skipped").GetInt32()));
        Assert.Equal("deleted_before", result.GetProperty("items")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Cleanup_OfAContainerThatIsNotListed_Is400WithWhatIsAllowed()
    {
        var answer = await _server.PostAsync(Ann, "api/jobs", Job("countersign-uploads"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Inputs:Containers", answer.Body.GetProperty("errors").GetProperty("input.target.container")[0].GetString(), StringComparison.Ordinal);
        Assert.EndsWith(": exports.", answer.Body.GetProperty("errors").GetProperty("input.target.container")[0].GetString(), StringComparison.Ordinal);
    }

    private static JsonObject Job(string container) => new()
    {
        ["kind"] = "storage.cleanup",
        ["input"] = new JsonObject
        {
            ["target"] = new JsonObject { ["container"] = container },
            ["rules"] = new JsonObject { ["older_than_days"] = 30 },
        },
    };
}
