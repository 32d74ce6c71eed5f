namespace Countersign.Client;

/// <summary>Where the server is, who asks, and how patient the client is.</summary>
public sealed record CountersignClientOptions
{
    /// <summary>The server: an absolute http or https address, with a path where a gateway puts the API below one.</summary>
    public required Uri Address { get; init; }

    /// <summary>The API key of the caller; null for none, or with <see cref="Token"/>. It goes to <see cref="Address"/> alone.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Whether <see cref="ApiKey"/> is exchanged for a token, which is renewed before it expires. Default true: the key then travels once
    /// in many minutes. False sends the key with every request, which saves a short-lived program one request.
    /// </summary>
    public bool ExchangeApiKey { get; init; } = true;

    /// <summary>Makes a bearer token for each request, such as one of an external issuer; null for none. It caches as it sees fit.</summary>
    public Func<CancellationToken, ValueTask<string>>? Token { get; init; }

    /// <summary>How long an answer that is a document may take. Default 100 seconds. Uploads, downloads and streams take as long as they take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How often a request that may be repeated is sent again after a 429, a 503 or a connection that broke. Default 3; 0 for never.
    /// </summary>
    public int Retries { get; init; } = 3;

    /// <summary>
    /// The longest pause before a request is sent again. Default one minute. A <c>Retry-After</c> beyond it is not waited for: the
    /// refusal is thrown, and tells how long.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What pauses, time limits and the expiry of tokens go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The options as they are used.</summary>
    /// <exception cref="ArgumentException">One of them cannot be; the message says what is allowed.</exception>
    internal CountersignClientOptions Checked()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" })
        {
            throw new ArgumentException(
                "Address must be an absolute http or https address without user, query and fragment, such as http://127.0.0.1:7171.");
        }

        if (ApiKey is not null && Token is not null)
        {
            throw new ArgumentException("ApiKey and Token are both given; one of them says who asks.");
        }

        // The message does not repeat the key.
        if (ApiKey is not null && (ApiKey.Length == 0 || ApiKey.Any(letter => letter is <= ' ' or > '~')))
        {
            throw new ArgumentException("ApiKey is empty or holds a character that no key has; allowed are printable ASCII characters without blanks.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestPause, TimeSpan.Zero);

        // Without the slash at the end, relative addresses would replace the last part of the path.
        return Address.AbsolutePath.EndsWith('/') ? this : this with { Address = new Uri(Address.AbsoluteUri + "/") };
    }
}
