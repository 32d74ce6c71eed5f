using Countersign.Server.Access;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Embedded.Tests.InProcess;

/// <summary>Believes the headers <c>X-User</c> and <c>X-Roles</c>, so that tests have more than one person.</summary>
internal sealed class HeaderCallers : ICallerSource
{
    public ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var user = request.Headers["X-User"].ToString();
        return ValueTask.FromResult<(Caller?, Refusal?)>(user.Length == 0
            ? (null, Refusals.Unauthenticated())
            : (new Caller(user, request.Headers["X-Roles"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)), null));
    }
}
