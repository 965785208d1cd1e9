/** A file that init can write. */
export interface InitFile {
  /** Relative to the working folder. */
  readonly path: string
  readonly text: string
}

const github = `name: regraft
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  security-events: write # for the upload to code scanning
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npx --no-install regraft check --format sarif --output regraft.sarif --format github
      - uses: github/codeql-action/upload-sarif@v3
        if: success() || failure()
        with:
          sarif_file: regraft.sarif
`

const gitlab = `regraft:
  image: node:22
  script:
    - npm ci
    - npx --no-install regraft check --format gitlab --output gl-code-quality-report.json --format text
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`

const azure = `trigger:
  branches:
    include: [main]
pool:
  vmImage: ubuntu-latest
steps:
  - task: NodeTool@0
    inputs:
      versionSpec: 22.x
  - script: npm ci
    displayName: Install
  - script: npx --no-install regraft check --format sarif --output $(Build.ArtifactStagingDirectory)/regraft.sarif --format text
    displayName: regraft check
  - task: PublishBuildArtifacts@1
    condition: succeededOrFailed()
    inputs:
      pathToPublish: $(Build.ArtifactStagingDirectory)
      artifactName: CodeAnalysisLogs
`

const circleci = `version: 2.1
jobs:
  regraft:
    docker:
      - image: cimg/node:22.14
    steps:
      - checkout
      - run: npm ci
      - run: mkdir -p reports/regraft
      - run: npx --no-install regraft check --format junit --output reports/regraft/results.xml --format text
      - store_test_results:
          path: reports
workflows:
  regraft:
    jobs: [regraft]
`

const jenkins = `pipeline {
  agent { docker { image 'node:22' } }
  stages {
    stage('regraft') {
      steps {
        sh 'npm ci'
        sh 'npx --no-install regraft check --format junit --output regraft.xml --format text'
      }
    }
  }
  post {
    always { junit testResults: 'regraft.xml', allowEmptyResults: true }
  }
}
`

/** A pipeline that checks every change, by host. It runs the regraft of the project's own package.json. */
export const pipelines: { readonly [host: string]: InitFile } = {
  github: { path: '.github/workflows/regraft.yml', text: github },
  gitlab: { path: '.gitlab-ci.yml', text: gitlab },
  azure: { path: 'azure-pipelines.yml', text: azure },
  circleci: { path: '.circleci/config.yml', text: circleci },
  jenkins: { path: 'Jenkinsfile', text: jenkins },
}

/** Checks the files of a commit with the regraft of the project. */
export const preCommit: InitFile = {
  path: '.pre-commit-config.yaml',
  text: `repos:
  - repo: local
    hooks:
      - id: regraft-heal
        name: regraft heal
        entry: npx --no-install regraft heal
        language: system
        files: \\.(tf|tofu|tfvars|ya?ml|json|ts)$
        require_serial: true
`,
}
