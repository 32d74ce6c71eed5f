namespace Countersign.Client.Http;

/// <summary>One request of the API, which can be made a message as often as it is sent.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the server's address, with the query.</param>
internal sealed record ApiCall(HttpMethod Method, string Path)
{
    /// <summary>Makes the body for one try; null for none.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>Headers beyond those of every request.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether a repeat has no effect beyond that of the first try.</summary>
    public bool IsRepeatable { get; init; } = Method == HttpMethod.Get;

    /// <summary>Whether the body can be sent again after a refusal that came before anything was done.</summary>
    public bool CanRewind { get; init; } = true;

    /// <summary>Whether the server is asked before the body is sent.</summary>
    public bool AsksFirst { get; init; }

    /// <summary>Whether the answer may take as long as it takes.</summary>
    public bool IsLong { get; init; }

    /// <summary>A status beyond 2xx whose body is the document too; 0 for none.</summary>
    public int AlsoTaken { get; init; }

    /// <summary>The message for one try.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Path) { Content = Body?.Invoke() };
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Headers.ExpectContinue = AsksFirst ? true : null;
        return message;
    }
}
