using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Countersign.Testing.Http.Contract;
using Countersign.Testing.Images;

namespace Countersign.Scenarios;

/// <summary>What every scenario starts from: a client of the host, and jobs made of uploads, so that no host needs a file of ours.</summary>
public abstract class ScenarioBase(IScenarioHost host) : IDisposable
{
    protected IScenarioHost Host { get; } = host;

    /// <summary>Fails on an answer that is not as the host's OpenAPI document describes it.</summary>
    protected ApiClient Api { get; } = new(host.Address, new ContractHandler(host.Address));

    /// <summary>An identifier that no other test of this run or an earlier one uses.</summary>
    protected static string NewId() => "scenario-" + Guid.NewGuid().ToString("N");

    /// <summary>The body of a submission that inspects a small disk.</summary>
    protected async Task<JsonObject> NewDiskJobAsync(JsonObject? approval = null, byte seed = 0)
    {
        var uploadId = await Api.UploadAsync("small.img", SmallDisk.Create(seed));
        var body = new JsonObject
        {
            ["kind"] = "disk.inspect",
            ["input"] = new JsonObject { ["image"] = new JsonObject { ["upload_id"] = uploadId } },
        };
        if (approval is not null)
        {
            body["approval"] = approval;
        }

        return body;
    }

    /// <summary>Submits a job and waits until its plan is held.</summary>
    protected async Task<string> NewHeldJobAsync(JsonObject? approval = null)
    {
        var jobId = await Api.SubmitAsync(await NewDiskJobAsync(approval));
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    public void Dispose()
    {
        Api.Dispose();
        GC.SuppressFinalize(this);
    }
}
