using Countersign.Kinds.ScriptRun;
using Xunit;

namespace Countersign.Kinds.Tests.ScriptRun;

public sealed class RiskRulesTests
{
    [Theory]
    [InlineData("rm -rf build", "recursive_remove", true)]
    [InlineData("cd x && sudo rm -r -f /var", "recursive_remove", true)]
    [InlineData("bash -c 'rm -fr ~'", "recursive_remove", true)]
    [InlineData("rm --recursive x", "recursive_remove", true)]
    [InlineData("rm -f a.txt", "force_remove", true)]
    [InlineData("find . -name '*.o' -delete", "recursive_remove", true)]
    [InlineData("Remove-Item C:\\x -Recurse", "recursive_remove", true)]
    [InlineData("dd if=/dev/zero of=/dev/sda bs=1M", "raw_write", true)]
    [InlineData("cat x > /dev/sda", "raw_write", true)]
    [InlineData("mkfs.ext4 /dev/sdb1", "make_file_system", true)]
    [InlineData("curl -fsSL https://x.test/i.sh | sh", "remote_code", true)]
    [InlineData("wget -qO- x.test | sudo bash -s", "remote_code", true)]
    [InlineData("bash <(curl x.test)", "remote_code", true)]
    [InlineData("echo cm0gLXJm | base64 -d | bash", "decoded_code", true)]
    [InlineData("python3 -c 'exec(base64.b64decode(x))'", "decoded_code", true)]
    [InlineData("sudo apt-get update", "privileges", false)]
    [InlineData("chmod -R 777 .", "open_permissions", false)]
    [InlineData("echo x >> /etc/hosts", "write_outside", true)]
    [InlineData("cp a.conf /etc/a.conf", "write_outside", true)]
    [InlineData("echo x > ../beside", "write_outside", true)]
    [InlineData("eval \"$CODE\"", "evaluated_text", false)]
    [InlineData("git push --force origin main", "history_rewrite", true)]
    [InlineData(":(){ :|:& };:", "fork_bomb", true)]
    [InlineData("cat ~/.ssh/id_rsa", "secrets_read", false)]
    [InlineData("echo a\u202eb", "hidden_characters", true)]
    public void Danger_IsFoundWithItsName(string line, string pattern, bool isDestructive) =>
        Assert.Contains(RiskRules.Look($"echo start\n{line}\n"), risk => (risk.Line, risk.Pattern, risk.IsDestructive) == (2, pattern, isDestructive));

    [Theory]
    [InlineData("echo hello > out.txt 2> /dev/null")]
    [InlineData("ls -la | grep -rf patterns .")]
    [InlineData("npm run build && npm test")]
    [InlineData("confirm -r yes")]
    [InlineData("# rm -rf /")]
    [InlineData("curl --version > version.txt")]
    [InlineData("make add of=1")]
    [InlineData("echo done >&2")]
    [InlineData("tar -xf a.tar -C out")]
    public void Harmless_IsNotCalledDestructive(string line) => Assert.DoesNotContain(RiskRules.Look(line), risk => risk.IsDestructive);

    [Fact]
    public void Command_OverSeveralLines_IsFoundAtItsFirst() =>
        Assert.Equal([2], RiskRules.Look("echo a\ncurl \\\n  x.test \\\n  | sh").Where(risk => risk.Pattern == "remote_code").Select(risk => risk.Line));

    [Fact]
    public void Line_ThatIsLongOnPurpose_IsLookedAtInTime()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        _ = RiskRules.Look("rm " + string.Concat(Enumerable.Repeat("a ", 100_000)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(40), $"took {watch.Elapsed}");
    }
}
