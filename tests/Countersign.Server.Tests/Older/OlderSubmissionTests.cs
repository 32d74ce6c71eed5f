using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Older;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Server.Tests.Older;

/// <summary>Refusals name what the older client sent, and a kind that this server does not have.</summary>
public sealed class OlderSubmissionTests
{
    [Fact]
    public async Task Submit_OfAKindThatIsMissing_IsRefusedWithItsName()
    {
        var outcome = await SubmitAsync(new KindCatalogue([]));

        Assert.Equal(400, outcome.Refusal!.Status);
        Assert.Contains("source.build", Assert.Single(outcome.Refusal.Errors!["kind"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OfAnInputThatTheKindRefuses_NamesTheOlderField()
    {
        var outcome = await SubmitAsync(new KindCatalogue([new StandInKind("source.build", "source", Risk.Write)]));

        Assert.Equal(["parameters.source"], outcome.Refusal!.Errors!.Keys);
    }

    // A repeat of a request that an earlier release took must still be known by its digest.
    [Fact]
    public void Request_WithoutParameters_IsWrittenAsBefore()
    {
        var request = new SubmitJobRequest { Kind = "k", Input = JsonElement.Parse("{}") };

        Assert.DoesNotContain("parameters", JsonSerializer.Serialize(request, ContractsJson.Default.SubmitJobRequest), StringComparison.Ordinal);
    }

    private static Task<SubmissionOutcome> SubmitAsync(KindCatalogue kinds) => new OlderSubmission(kinds, new SubmitJobBody(kinds), null!).SubmitAsync(
        null!,
        new SubmitJobRequest { Kind = OlderJobs.Build, Input = JsonElement.Parse("{}") },
        null,
        OlderSubmission.InputIs("parameters"),
        CancellationToken.None);
}
