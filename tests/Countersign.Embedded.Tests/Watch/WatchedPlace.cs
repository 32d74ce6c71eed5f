using System.Text.Json;

namespace Countersign.Embedded.Tests.Watch;

/// <summary>A watched folder as those who drop documents see it.</summary>
internal sealed class WatchedPlace : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public WatchedPlace() => Directory.CreateDirectory(Root);

    /// <summary>The watched folder.</summary>
    public string Root => Beside("watched");

    /// <summary>Looked through often, so that tests need not wait.</summary>
    public Dictionary<string, string?> Configuration => new()
    {
        ["Inputs:Watch"] = Root,
        ["Inputs:WatchSettle"] = "00:00:00.1",
        ["Inputs:WatchEvery"] = "00:00:00.5",
    };

    /// <summary>A path that is not in the watched folder.</summary>
    public string Beside(string name) => Path.Combine(_folder, name);

    /// <summary>A path in the watched folder.</summary>
    public string In(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Drops a document whole: written elsewhere and renamed.</summary>
    public void Drop(string name, string content)
    {
        File.WriteAllText(Beside("draft"), content);
        File.Move(Beside("draft"), In(name), overwrite: true);
    }

    /// <summary>The answer to a document, once it is there.</summary>
    public Task<JsonElement> ResultAsync(string name) => ReadAsync("results", name);

    /// <summary>Why a document was rejected, once it was.</summary>
    public Task<JsonElement> ReasonAsync(string name) => ReadAsync("rejected", name + ".reason.json");

    /// <summary>Waits until the folder is as wanted, and fails with what is in it when that takes too long.</summary>
    /// <param name="wanted">Looks.</param>
    /// <param name="meanwhile">Done before each look, such as moving a clock.</param>
    public async Task UntilAsync(Func<bool> wanted, Action? meanwhile = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!wanted())
        {
            meanwhile?.Invoke();
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"In {Root} there are:\n{string.Join('\n', Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories))}");
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<JsonElement> ReadAsync(string folder, string name)
    {
        await UntilAsync(() => File.Exists(In(folder, name)));
        return JsonElement.Parse(await File.ReadAllTextAsync(In(folder, name)));
    }
}
