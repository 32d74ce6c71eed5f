using System.Text.RegularExpressions;
using Countersign.Kinds.Processes;

namespace Countersign.Kinds.ScriptRun;

/// <summary>
/// Finds what is known to be dangerous by looking at the text alone. It finds what is written plainly and cannot find what is put
/// together at run time: the sandbox holds a script, these notes help whoever reads it.
/// </summary>
internal static class RiskRules
{
    // At the start of a command: after a line's beginning, a separator, an opening, or a word that runs another.
    private const string Start = @"(?:^|[;&|({`!]|\$\(|['""]|\b(?:then|do|else|sudo|exec|env|nohup|xargs|time)\s)\s*(?:[A-Za-z_][A-Za-z0-9_]*=\S*\s+)*(?:/\S*/)?";

    private static readonly Rule[] All =
    [
        new("recursive_remove", true, "removes folders with everything in them", Start + @"rm\s+(?:\S+\s+)*-(?:[a-zA-Z]*[rR]|-recursive)|Remove-Item\b.*-Recurse|shutil\.rmtree|rmSync\s*\(|find\s.*\s-delete\b"),
        new("force_remove", true, "removes files without asking", Start + @"rm\s+(?:\S+\s+)*-(?:[a-zA-Z]*f|-force)|Remove-Item\b.*-Force|\bshred\s|\btruncate\s+-s"),
        new("raw_write", true, "writes to a device or a whole disk", Start + @"dd\s.*\bof=|>\s*/dev/(?!null\b|stdout\b|stderr\b|tty\b|fd/)"),
        new("make_file_system", true, "makes a file system or a partition table, over what is there", Start + @"(?:mkfs(?:\.\w+)?|mkswap|wipefs|sfdisk|fdisk|parted|sgdisk|blkdiscard)\b"),
        new("history_rewrite", true, "throws away commits or changes of a repository", @"\bgit\s+(?:push\s+.*(?:--force\b|-f\b)|reset\s+--hard|clean\s+-[a-zA-Z]*f)"),
        new("kill_processes", true, "ends processes or the machine", Start + @"(?:kill\s+-(?:9|KILL)|killall\b|pkill\b|shutdown\b|reboot\b|halt\b|poweroff\b)"),
        new("fork_bomb", true, "starts itself without end", @":\s*\(\s*\)\s*\{\s*:\s*\|\s*:\s*&?\s*\}"),
        new("remote_code", true, "runs what it downloads, unseen by whoever approves", @"\b(?:curl|wget|Invoke-WebRequest|iwr)\b[^|;&]*\|\s*(?:sudo\s+)?(?:/\S*/)?(?:ba|z|da|k)?sh\b|\b(?:curl|wget)\b[^|;&]*\|\s*(?:sudo\s+)?(?:python3?|perl|ruby|node)\b|\b(?:iex|Invoke-Expression)\b.*(?:iwr|Invoke-WebRequest|DownloadString)|(?:bash|sh|source|\.)\s+<\(\s*(?:curl|wget)"),
        new("decoded_code", true, "runs what it decodes, unseen by whoever approves", @"base64\s+(?:-[a-zA-Z]*[dD]|--decode)\b.*\|\s*(?:\S*/)?(?:(?:ba|z|da|k)?sh|python3?|perl|ruby|node)\b|(?:exec|eval)\s*\(.*b64decode|-(?:EncodedCommand|enc)\b|xxd\s+-r.*\|\s*(?:ba)?sh\b|\beval\s+""?\$\(.*base64"),
        new("evaluated_text", false, "runs text that is put together at run time", Start + @"eval\s|\bInvoke-Expression\b|\biex\s"),
        new("privileges", false, "asks for the rights of another user", Start + @"(?:sudo|su|doas|pkexec)\b(?:\s|$)|-Verb\s+RunAs"),
        new("open_permissions", false, "lets everybody write", Start + @"chmod\s+(?:-\S+\s+)*(?:0?777|a\+rwx|o\+w|a\+w|ugo\+rwx)\b|chmod\s+[ug]*\+s\b"),
        new("owner_change", false, "changes whose files are", Start + @"(?:chown|chgrp)\s"),
        new("write_outside", true, "writes outside of its working folder", @">{1,2}\s*(?:/(?!dev/(?:null|stdout|stderr|tty|fd)|tmp/|proc/self/fd)|~|\$HOME|\.\./)|" + Start + @"(?:tee|cp|mv|install|ln)\s.*\s(?:/(?!dev/null|tmp/)|~/|\.\./)\S*\s*(?:$|[;&|])"),
        new("network", false, "talks to other machines", Start + @"(?:curl|wget|nc|ncat|netcat|ssh|scp|rsync|ftp|telnet)\s|/dev/tcp/"),
        new("secrets_read", false, "reads what usually holds secrets", @"/etc/(?:shadow|passwd|sudoers)|\.ssh/|\.aws/|\.netrc\b|\.kube/config|/proc/\S+/environ"),
        new("scheduled", false, "sets up something that runs later", Start + @"(?:crontab|at|systemctl\s+enable|schtasks)\b"),
    ];

    /// <summary>Every finding in a text, in the order of lines.</summary>
    public static IReadOnlyList<ScriptRisk> Look(string text)
    {
        var found = new List<ScriptRisk>();
        foreach (var (number, line) in Joined(text).Where(line => !line.Text.TrimStart().StartsWith('#')))
        {
            found.AddRange(All.Select(rule => rule.Look(number, line)).OfType<ScriptRisk>());
        }

        found.AddRange(text.Split('\n').Select((line, index) => (line, index))
            .Where(entry => entry.line.TrimEnd('\r').Any(character => character != '\t' && !char.IsSurrogate(character) && HiddenCharacters.Contains(character)))
            .Select(entry => new ScriptRisk(entry.index + 1, "hidden_characters", true, "holds characters that do not show, so that it may do other than it seems")));
        return [.. found.OrderBy(risk => risk.Line)];
    }

    /// <summary>A command that goes on over several lines counts as one, at its first.</summary>
    private static IEnumerable<(int Number, string Text)> Joined(string text)
    {
        var (start, whole) = (0, "");
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            number++;
            start = whole.Length == 0 ? number : start;
            if (line.EndsWith('\\') && !line.EndsWith(@"\\", StringComparison.Ordinal))
            {
                whole += line[..^1] + " ";
                continue;
            }

            yield return (start, whole + line);
            whole = "";
        }

        if (whole.Length > 0)
        {
            yield return (start, whole);
        }
    }

    private sealed class Rule(string name, bool isDestructive, string reason, string pattern)
    {
        // The text is anybody's: no line of it may make matching slow for long.
        private readonly Regex _regex = new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

        public ScriptRisk? Look(int line, string text)
        {
            try
            {
                return _regex.IsMatch(text) ? new ScriptRisk(line, name, isDestructive, reason) : null;
            }
            catch (RegexMatchTimeoutException)
            {
                return new ScriptRisk(line, "not_readable", IsDestructive: true, "is written so that it could not be looked at in time");
            }
        }
    }
}
