using System.Text.RegularExpressions;

namespace Countersign.Kinds.Processes;

/// <summary>Which variables a job may set for its programs.</summary>
/// <remarks>
/// Between the server and a program stand the programs that hold it; what those load, find and read before they have done so is not
/// the job's to choose.
/// </remarks>
public static partial class EnvironmentNames
{
    /// <summary>What is allowed, as the end of a sentence.</summary>
    public const string Allowed = "letters, digits and _, not beginning with a digit, and no variable that changes how programs are found, loaded or held (PATH, HOME, TMPDIR, LD_*, BASH_*, COUNTERSIGN_*)";

    /// <summary>Whether a job may set the variable.</summary>
    public static bool IsAllowed(string name) => Form().IsMatch(name) && !Reserved().IsMatch(name);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,127}$")]
    private static partial Regex Form();

    [GeneratedRegex(
        "^(?:PATH|HOME|TMPDIR|IFS|ENV|PS4|SHELLOPTS|BASHOPTS|GCONV_PATH|LOCPATH|NLSPATH|GLIBC_TUNABLES|MALLOC_.*|LD_.*|DYLD_.*|BASH_.*|LIBMOUNT_.*|COUNTERSIGN_.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
