using System.Diagnostics;
using Countersign.Server.Inputs;
using Countersign.Server.Inputs.Folders;
using Xunit;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>Somebody swaps a folder for a link to another one while files are removed from it.</summary>
public sealed class SwappedFolderTests
{
    private const int Rounds = 25;

    [Fact]
    public async Task Remove_WhileItsFolderIsSwappedForALink_NeverReachesTheOther()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only descriptors are proof against this.");
        var top = Directory.CreateTempSubdirectory("countersign-").FullName;
        var root = Directory.CreateDirectory(Path.Combine(top, "root")).FullName;
        var outside = Directory.CreateDirectory(Path.Combine(top, "outside")).FullName;
        var inner = Directory.CreateDirectory(Path.Combine(root, "inner")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "victim"), "precious");
        using var folder = new InputFolders(new InputRoots([root]), usesDescriptors: true).Open(".");
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // One file under two names: by its ETag alone nobody could tell which of the two is removed.
            await LinkAsync(Path.Combine(outside, "victim"), Path.Combine(inner, "victim"));
            var etag = folder.List(CancellationToken.None).Single().ETag!;
            using var stop = new CancellationTokenSource();
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var swapping = Task.Run(() => SwapUntil(inner, outside, begun, stop.Token));
            await begun.Task;
            RemovalOutcome outcome;
            do
            {
                outcome = folder.Remove("inner/victim", etag).Outcome;
                refused += outcome is RemovalOutcome.NotAFile or RemovalOutcome.Gone ? 1 : 0;
                Assert.True(File.Exists(Path.Combine(outside, "victim")), $"The file outside is gone after {outcome} in round {round}.");
            }
            while (outcome != RemovalOutcome.Removed && !swapping.IsFaulted);
            await stop.CancelAsync();
            await swapping;
        }

        Assert.True(refused > 0, "The swaps never came in between, so that nothing was shown.");
        Directory.Delete(top, recursive: true);
    }

    private static void SwapUntil(string inner, string outside, TaskCompletionSource begun, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Directory.Move(inner, inner + ".away");
            Directory.CreateSymbolicLink(inner, outside);
            begun.TrySetResult();
            File.Delete(inner);
            Directory.Move(inner + ".away", inner);
        }
    }

    private static async Task LinkAsync(string from, string to)
    {
        using var made = Process.Start("ln", [from, to]);
        await made.WaitForExitAsync();
        Assert.Equal(0, made.ExitCode);
    }
}
