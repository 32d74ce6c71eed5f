using Countersign.Contracts;
using Countersign.Durable;
using Countersign.Durable.Sqlite;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Countersign.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests.Histories;

/// <summary>
/// Plays each path of a job against a real host, and checks that its history replays. With <c>COUNTERSIGN_RECORD_HISTORIES=VERSION</c>
/// the histories are also put into the folder of that release, which is how those of a new release are recorded.
/// </summary>
public sealed class RecordingTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private EmbeddedHost _host = null!;

    public static TheoryData<string> Paths => [.. JobPaths.Names];

    public async ValueTask InitializeAsync() => _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
    {
        Urls = ["http://127.0.0.1:0"],
        DataFolder = Path.Combine(_folder, "data"),
        ExtraKinds = [new CountedStepsKind(Path.Combine(_folder, "effects")), new FailingKind()],
        Overrides = new Dictionary<string, string?> { [$"Execution:Retries:{FailingKind.Kind}"] = "1" },
    });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Path_OfAJob_Replays(string path)
    {
        using var api = new ApiClient(_host.Address);
        var engine = _host.Services.GetRequiredService<SqliteDurableEngine>();

        var jobId = await new JobPaths(api, engine).PlayAsync(path);

        var history = engine.ReadHistory(jobId)!;
        Assert.Null(HistoryCheck.FindDivergence(
            history, JobOrchestrations.AddTo(new DurableRegistry()), new DurableSerializer(ContractsJson.Default.Options)));
        if (Environment.GetEnvironmentVariable("COUNTERSIGN_RECORD_HISTORIES") is { Length: > 0 } release)
        {
            HistoryFile.Write($"{release}/{path}", history);
        }
    }
}
