using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>A handler that answers administrators only.</summary>
internal abstract class AdminEndpointHandler : IEndpointHandler
{
    public Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken) => request.Caller.IsAdmin
        ? AnswerAsync(request, cancellationToken)
        : Task.FromResult<IResult>(Refusals.AdminOnly(request.Caller.User));

    /// <summary>Answers an administrator.</summary>
    protected abstract Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken);
}
