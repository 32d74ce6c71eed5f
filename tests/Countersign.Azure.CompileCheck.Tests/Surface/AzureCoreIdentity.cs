// Written by hand for the compile check: declarations of just what the sources in src use of the package Azure.Identity.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;

namespace Azure.Identity
{
    public class AuthenticationFailedException : Exception
    {
    }

    public class DefaultAzureCredential : TokenCredential
    {
        public DefaultAzureCredential(bool includeInteractiveCredentials = false) => throw null!;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw null!;
    }

    public class ManagedIdentityCredential : TokenCredential
    {
        public ManagedIdentityCredential(ManagedIdentityId id) => throw null!;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw null!;
    }

    public class ManagedIdentityId
    {
        public static ManagedIdentityId FromUserAssignedClientId(string id) => throw null!;
    }
}
