namespace Countersign.Cli.Up;

/// <summary>What <c>countersign up</c> says when it serves.</summary>
internal static class UpGreeting
{
    public static string Text(Uri address, string dataFolder)
    {
        var api = address.GetLeftPart(UriPartial.Authority);
        return $$$$"""
            Countersign listens on {{{{api}}}} and keeps its data in {{{{dataFolder}}}}.

            Submit a first job:
              curl -s {{{{api}}}}/api/jobs -H 'Content-Type: application/json' \
                -d '{"kind": "disk.inspect", "job_id": "first", "input": {"image": {"path": "samples/disks/gpt-ext4-fat.qcow2"}}}'
            Read its plan, and approve exactly that plan by its hash:
              curl -s {{{{api}}}}/api/jobs/first/plan
              curl -s {{{{api}}}}/api/jobs/first/approve -H 'Content-Type: application/json' -d '{"approved": true, "plan_hash": "sha256:..."}'
            Read the result:
              curl -s {{{{api}}}}/api/jobs/first/result
            Or all of that in one command, from another terminal:
              dotnet run --project src/Countersign.Cli -- run disk.inspect --image samples/disks/gpt-ext4-fat.qcow2 --server {{{{api}}}}

            Ctrl-C stops it; jobs go on after the next start.
            """;
    }
}
