using Countersign.Kinds.Processes;

namespace Countersign.Kinds.Tests.Processes;

/// <summary>Which programs this machine has.</summary>
internal static class ProgramRunPrograms
{
    public static bool Has(string name) => ProgramSearch.Find(name, Environment.GetEnvironmentVariable("PATH")!) is not null;
}
