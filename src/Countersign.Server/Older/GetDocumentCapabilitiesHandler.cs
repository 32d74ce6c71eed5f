using Countersign.Contracts;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

internal sealed class GetDocumentCapabilitiesHandler(KindCatalogue kinds) : EnvelopeHandler
{
    protected override Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var operations = DocumentOperations.Available(kinds).Select(operation =>
        {
            var kind = kinds.Get(DocumentOperations.KindOf(operation)!).Descriptor;
            return new JobDocumentOperation(operation, kind.Kind, kind.Title, kind.Description, kind.InputSchema);
        });
        return Task.FromResult(Envelopes.Of(
            new JobDocumentCapabilities(ProductInfo.Version, [JobDocuments.Version], [.. operations]),
            ContractsJson.Default.JobDocumentCapabilities));
    }
}
