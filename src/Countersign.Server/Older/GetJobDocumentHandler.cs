using Countersign.Contracts;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

internal sealed class GetJobDocumentHandler(IJobStore jobs) : DocumentHandler(jobs)
{
    protected override Task<IResult> AnswerAsync(JobRecord record, CancellationToken cancellationToken) =>
        Task.FromResult(Envelopes.Of(JobDocuments.Of(record), ContractsJson.Default.JobDocumentState));
}
