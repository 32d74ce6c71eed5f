// Written by hand for the compile check: declarations of just what the sources in src use of the package Azure.Core.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Azure
{
    public abstract class Response
    {
        public virtual bool IsError => throw null!;
    }

    public abstract class NullableResponse<T>
    {
        public abstract bool HasValue { get; }

        public abstract T Value { get; }
    }

    public abstract class Response<T> : NullableResponse<T>
    {
        public override bool HasValue => throw null!;

        public override T Value => throw null!;
    }

    public abstract class Page<T>
    {
        public abstract IReadOnlyList<T> Values { get; }
    }

    public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    {
        public abstract IAsyncEnumerable<Page<T>> AsPages(string continuationToken = default, int? pageSizeHint = default);

        public virtual IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw null!;
    }

    public readonly struct ETag : IEquatable<ETag>
    {
        public static readonly ETag All;

        public ETag(string etag) => throw null!;

        public static bool operator ==(ETag left, ETag right) => throw null!;

        public static bool operator !=(ETag left, ETag right) => throw null!;

        public bool Equals(ETag other) => throw null!;

        public override bool Equals(object obj) => throw null!;

        public override int GetHashCode() => throw null!;

        public override string ToString() => throw null!;
    }

    public class RequestFailedException : Exception
    {
        public RequestFailedException(int status, string message) => throw null!;

        public int Status => throw null!;

        public string ErrorCode => throw null!;
    }
}

namespace Azure.Core
{
    public abstract class ClientOptions
    {
        public RetryOptions Retry => throw null!;
    }

    public class RetryOptions
    {
        public int MaxRetries { get => throw null!; set => throw null!; }

        public TimeSpan NetworkTimeout { get => throw null!; set => throw null!; }
    }

    public abstract class TokenCredential
    {
        public abstract ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken);
    }

    public struct AccessToken
    {
        public string Token => throw null!;
    }

    public readonly struct TokenRequestContext
    {
        public TokenRequestContext(string[] scopes, string parentRequestId = null) => throw null!;
    }
}
