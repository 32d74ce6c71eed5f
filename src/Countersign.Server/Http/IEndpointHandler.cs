using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>What one endpoint does. An expected refusal is a result; an exception is a bug or a broken part.</summary>
public interface IEndpointHandler
{
    Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken);
}
