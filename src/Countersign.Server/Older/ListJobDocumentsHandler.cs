using Countersign.Contracts;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

internal sealed class ListJobDocumentsHandler(IJobStore jobs) : EnvelopeHandler
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var kind = DocumentOperations.KindOf(DocumentOperations.Inspect);
        var (query, refusal) = OlderList.Read(request, new JobQuery { Kind = kind }, OlderStatuses.FoldDocument);
        if (query is null)
        {
            return refusal!;
        }

        var page = await jobs.ListAsync(query, cancellationToken);
        return Envelopes.Of(
            new JobDocumentList([.. page.Items.Select(JobDocuments.Of)], page.Total), ContractsJson.Default.JobDocumentList);
    }
}
