using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>A handler whose refusals go into the envelope of <c>/api/v1</c>.</summary>
internal abstract class EnvelopeHandler : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(request, cancellationToken);
        return answer is Refusal refusal ? Envelopes.Of(refusal) : answer;
    }

    protected abstract Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken);
}
