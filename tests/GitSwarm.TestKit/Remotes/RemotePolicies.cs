namespace GitSwarm.TestKit;

/// <summary>What hosts do to refs, as changes to a <see cref="TestRemote"/>.</summary>
public static class RemotePolicies
{
    /// <summary>Shows nobody <c>refs/swarm</c> and takes no such ref, one by one: others of the same push are taken.</summary>
    public static void HideSwarmRefs(this TestRemote remote) => remote.Folder.Configure("transfer.hideRefs", "refs/swarm");

    /// <summary>Takes a push only if every ref of it is a branch or a tag.</summary>
    public static void AllowOnlyHeadsAndTags(this TestRemote remote) =>
        Refuse(
            remote,
            """
            while read -r old new ref; do
              case $ref in
                refs/heads/* | refs/tags/*) ;;
                *)
                  echo "only branches and tags can be pushed here, not $ref" >&2
                  exit 1
                  ;;
              esac
            done
            """
        );

    /// <summary>Takes no push: everything is sent, and then refused.</summary>
    public static void RefusePushes(this TestRemote remote) =>
        Refuse(
            remote,
            """
            echo 'this repository is read-only' >&2
            exit 1
            """
        );

    /// <summary>Takes no push: the server does not offer it, and the client has no permission. Not over <c>file://</c>.</summary>
    public static void CloseToPushes(this TestRemote remote) => remote.Server.OfferPushes(offered: false);

    /// <summary>Takes and shows everything again.</summary>
    public static void AllowAll(this TestRemote remote)
    {
        File.Delete(Hook(remote));
        // Not "--unset", which fails where there is nothing.
        remote.Folder.Run(remote.Folder.Git, ["config", "--unset-all", "transfer.hideRefs"], remote.Path);
        remote.Server.OfferPushes(offered: true);
    }

    /// <summary>Deletes every ref under <c>refs/swarm</c>, as a host does that keeps only what it knows.</summary>
    public static void WipeSwarmRefs(this TestRemote remote)
    {
        var refs = remote.Refs.Keys.Where(name => name.StartsWith("refs/swarm/", StringComparison.Ordinal));
        remote.Folder.RunGit(remote.Path, ["update-ref", "--stdin"], string.Concat(refs.Select(name => $"delete {name}\n")));
    }

    /// <summary>Clones as anybody would, and pushes that with <c>--mirror</c>: whatever a plain clone has not is deleted.</summary>
    public static void MirrorPushFromPlainClone(this TestRemote remote)
    {
        var sandbox = remote.Sandbox;
        var clone = sandbox.Path("clone-" + Guid.NewGuid().ToString("N"));
        sandbox.Run("git", ["clone", "--quiet", remote.Url, clone], null, remote.Variables).OutputOrThrow("git clone");
        sandbox.Run("git", ["push", "--quiet", "--mirror"], clone, remote.Variables).OutputOrThrow("git push --mirror");
        Trees.Remove(clone);
    }

    private static string Hook(TestRemote remote) => Path.Combine(remote.Path, "hooks", "pre-receive");

    private static void Refuse(TestRemote remote, string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Hook(remote))!);
        Script.Write(Hook(remote), "#!/bin/sh\n" + script + "\n");
    }
}
