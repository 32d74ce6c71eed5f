using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Embedded;
using Countersign.Testing.Images;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Client.Tests;

/// <summary>An embedded host with an image to inspect, and a client of it.</summary>
public class ClientHost : IAsyncLifetime
{
    /// <summary>For a wait that should end long before.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string ImageName = "small.img";

    private EmbeddedHost? _host;
    private CountersignClient? _client;

    public Uri Address => _host!.Address;

    public CountersignClient Client => _client!;

    /// <summary>The input of a job that inspects the image.</summary>
    public static JsonElement Input { get; } = JsonElement.Parse("""{"image": {"path": "small.img"}}""");

    public SavingKind Saving { get; } = new();

    protected string Folder { get; } = Directory.CreateTempSubdirectory("countersign-").FullName;

    protected virtual IReadOnlyDictionary<string, string?> Configuration { get; } = new Dictionary<string, string?>();

    protected virtual TimeProvider Clock => TimeProvider.System;

    public virtual async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(Path.Combine(Folder, ImageName), SmallDisk.Create());
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(Folder, "data"),
            InputRoots = [Folder],
            ExtraKinds = [Saving],
            Overrides = Configuration,
            Clock = Clock,
        });
        _client = new CountersignClient(Address);
    }

    public virtual async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A submission that inspects the image.</summary>
    public static SubmitJobRequest Inspection(string? jobId = null) => new() { Kind = "disk.inspect", Input = Input, JobId = jobId };

    /// <summary>A submission whose two steps do what <see cref="Saving"/> says.</summary>
    public static SubmitJobRequest SavingJob(string? jobId = null) =>
        new() { Kind = SavingKind.Kind, JobId = jobId, Input = new JsonObject().Deserialize(ContractsJson.Default.JsonElement) };

    /// <summary>Submits a job and waits until its plan is held.</summary>
    public async Task<string> HoldAsync(SubmitJobRequest request)
    {
        var job = await Client.Jobs.SubmitAsync(request);
        await WaitForAsync(job.JobId, EventTypes.ApprovalRequired);
        return job.JobId;
    }

    /// <summary>Approves the plan that is held and waits for the job's end.</summary>
    public async Task ApproveAsync(string jobId)
    {
        await Client.Approvals.ApproveAsync(jobId, (await Client.Plans.GetAsync(jobId)).Hash);
        await WaitForAsync(jobId, EventTypes.Completion);
    }

    /// <summary>Follows the job until an event of the type; fails with those that came when there is none.</summary>
    public async Task WaitForAsync(string jobId, string type)
    {
        var seen = new List<string>();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var entry in Client.Events.FollowAsync(jobId, cancellationToken: patience.Token))
            {
                seen.Add(entry.Type);
                if (entry.Type == type)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        Assert.Fail($"Job '{jobId}' had no event '{type}'; it had: {string.Join(", ", seen)}.");
    }
}
