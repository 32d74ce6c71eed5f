using Countersign.Server.Access;

namespace Countersign.Embedded;

/// <summary>Checks where the host is to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>What is wrong with the addresses; nothing is answered beyond this machine while no authentication is configured.</summary>
    /// <param name="urls">Where to listen.</param>
    /// <param name="authenticates">Whether authentication is configured.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<string> urls, bool authenticates)
    {
        if (urls.Count == 0)
        {
            yield return "--urls names no address; allowed is such as http://127.0.0.1:7171.";
        }

        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            {
                yield return $"--urls is '{url}'; allowed is http://ADDRESS:PORT, such as http://127.0.0.1:7171.";
            }
            else if (!authenticates && !LoopbackNames.Contain(uri.Host))
            {
                yield return $"--urls is '{url}', which other machines can reach, and no authentication is configured; allowed is a loopback address such as http://127.0.0.1:{uri.Port}. Auth:ApiKeys or Auth:Authority turn authentication on.";
            }
        }
    }
}
