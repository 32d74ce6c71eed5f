using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>The part of the result that describes the container.</summary>
/// <param name="File">Content name of the file.</param>
/// <param name="SizeBytes">Size of the file.</param>
/// <param name="Sha256">Digest of the file, from the analysis.</param>
/// <param name="Facts">What the container says about itself.</param>
internal sealed record ContainerResult(string File, long SizeBytes, string Sha256, DiskImageFacts Facts);
