using System.Runtime.CompilerServices;
using Countersign.Contracts.Upkeep;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Finds bytes and folders that nothing needs any more.</summary>
internal sealed class LeftoverExamination(ILeftovers leftovers, WorkFolders folders, TimeProvider clock)
{
    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var leftover in leftovers.FindAsync(clock.GetUtcNow() - CleanupKind.LeftoverGrace, cancellationToken))
        {
            yield return leftover.Part == LeftoverPart.Artifact
                ? new Finding(DoctorFindings.ArtifactOrphaned, null, leftover.Name, $"The bytes '{leftover.Name}' of an artifact belong to no job.")
                : new Finding(DoctorFindings.UploadOrphaned, null, leftover.Name, "The bytes of an upload never got their row.");
        }

        foreach (var folder in folders.FindForgotten())
        {
            yield return new Finding(
                DoctorFindings.FolderOrphaned, null, folder, $"Nobody has touched the working folder '{folder}' of this machine for a week.");
        }
    }
}
