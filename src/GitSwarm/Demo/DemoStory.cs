namespace GitSwarm.Demo;

/// <summary>Three sessions on one repository, from opting in to leaving without a trace.</summary>
internal sealed class DemoStory(DemoStage stage)
{
    private readonly DemoTerminal app = stage.Open("app");
    private readonly DemoTerminal login = stage.Open("app.login");
    private readonly DemoTerminal search = stage.Open("app.search");
    private readonly DemoTerminal docs = stage.Open("app.docs");

    /// <summary>Tells it.</summary>
    /// <exception cref="SwarmException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">The demo was interrupted.</exception>
    public void Tell()
    {
        Prepare();
        OptIn();
        Join();
        Overlap();
        Claim();
        new DemoTalk(stage, login, search, docs).Tell();
        Foresee();
        MeetOnOneBranch();
        new DemoAgents(stage, docs).Tell();
        Die();
        OptOut();
    }

    private void Prepare()
    {
        stage.Say($"A throw-away repository in {stage.Root}, with three linked work trees.");
        Directory.CreateDirectory(app.Directory);
        stage.Type(app, "git init --quiet --initial-branch main");
        stage.Type(app, "echo 'export const items = []' > cart.js");
        stage.Type(app, "echo '# Shop' > README.md");
        stage.Type(app, "git add .");
        stage.Type(app, "git commit --quiet --message 'Open the shop'");
        stage.Type(app, "git worktree add --quiet -b feat/login ../app.login");
        stage.Type(app, "git worktree add --quiet -b feat/search ../app.search");
        stage.Type(app, "git worktree add --quiet -b docs ../app.docs");
    }

    private void OptIn()
    {
        stage.Say("Opt it in. A copy of its config is for later.");
        stage.Type(app, "cp .git/config ../config.before");
        stage.Type(app, "git swarm init");
    }

    private void Join()
    {
        stage.Say("Three sessions start, each in a work tree of its own.");
        stage.Type(login, "git swarm join");
        stage.Type(login, "git swarm focus log in with a passkey");
        stage.Type(search, "git swarm join --task 'find by colour'");
        stage.Type(docs, "git swarm join --name writer");
        stage.Type(docs, "git swarm focus explain the cart");
    }

    private void Overlap()
    {
        stage.Say("They work. Nobody has committed or pushed yet.");
        stage.Type(login, "echo 'export const owner = login()' >> cart.js");
        stage.Type(login, "git swarm touch cart.js");
        stage.Type(search, "echo 'export const find = colour => items' >> cart.js");
        stage.Type(search, "echo 'red green blue' > colours.txt");
        stage.Type(docs, "echo 'The cart holds items.' >> README.md");
        stage.Say("Everybody sees everybody, and the file that two of them change.");
        stage.Type(docs, "git swarm status");
    }

    private void Claim()
    {
        stage.Say("The search claims a directory, and says why. Others can see that before they edit.");
        stage.Type(search, "git swarm claim 'src/ui/**' --reason 'new table, please wait'");
        stage.Type(login, "git swarm check src/ui/table.js || echo 'better not'");
        stage.Say("Whoever does not look is told by the commit hook, at the latest. It warns; a repository may have it deny.");
        stage.Type(login, "mkdir -p src/ui && echo 'export const rows = []' > src/ui/table.js");
        stage.Type(login, "git add src && git commit --quiet --message 'Show the owner in the table'");
    }

    private void Foresee()
    {
        stage.Say("Would the file that two of them changed merge? Nothing is committed, and nothing is touched to find out.");
        stage.Type(docs, "git swarm conflicts || echo 'they should talk'");
        stage.Say("They do not, and commit. Git itself finds what was foreseen.");
        stage.Type(login, "git commit --quiet --all --message 'Name the owner'");
        stage.Type(search, "git commit --quiet --all --message 'Find by colour'");
        stage.Type(search, "git merge feat/login || git merge --abort");
    }

    private void MeetOnOneBranch()
    {
        stage.Say("The writer checks out a branch that is taken. The checkout hook says by whom.");
        stage.Type(docs, "git checkout --quiet --ignore-other-worktrees feat/search");
        stage.Say("Back on a branch of one's own, the hook is silent.");
        stage.Type(docs, "git checkout --quiet docs");
    }

    private void Die()
    {
        stage.Say("One session is killed, without a chance to say goodbye. The next status knows, and what it claimed is free.");
        stage.Type(app, $"kill -9 {search.ProcessId}");
        if (!search.HasDied())
        {
            throw new SwarmException(ErrorCode.GitFailed, "the demo stopped: a killed process does not end");
        }
        stage.Type(docs, "git swarm status");
        stage.Type(docs, "git swarm claims --path src");
    }

    private void OptOut()
    {
        stage.Say("The others leave, and the repository opts out.");
        stage.Type(docs, "git swarm leave");
        stage.Type(login, "git swarm leave");
        stage.Type(app, "git swarm deinit --purge");
        stage.Say("No ref is left, and the config is the same, byte for byte: both commands print nothing.");
        stage.Type(app, "git for-each-ref refs/swarm");
        stage.Type(app, "git diff --no-index ../config.before .git/config");
        stage.Say("That was it. In a repository of yours it begins with 'git swarm init'.");
    }
}
